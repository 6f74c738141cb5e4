import ArgumentParser
import Availability
import Booking
import BookingStore

struct PracticeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "practice",
        abstract: "Describe the practice: services, rooms, therapists, hours.",
        discussion: """
            The practice is described in a TOML file. Begin with the sample, and change it:

              touchbase practice sample > practice.toml
              touchbase practice import practice.toml
            """,
        subcommands: [PracticeImport.self, PracticeExport.self, PracticeSample.self])
}

struct PracticeImport: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Make the practice what a file describes.",
        discussion: """
            All of the file or nothing: a file with anything wrong in it changes nothing, and each problem is named with \
            its line. The import can be repeated. What the file does not mention is not offered any more; no booking is \
            touched; upcoming ones that are not covered by the new hours are listed.

              touchbase practice import practice.toml
            """)

    @Argument(help: "The file.", completion: .file(extensions: ["toml"]))
    var file: String

    @OptionGroup var common: CommonOptions

    func report(_ settings: Settings, _ console: Console) throws -> any Report {
        let setup = try setup()
        var office = try Office.open(settings, as: .owner)
        let result = Result { try replace(setup, in: &office) }.mapError { Failure($0, practice: office.practice) }
        try? office.close()
        return try result.get()
    }

    private func setup() throws -> PracticeSetup {
        var zones = ZoneDirectory()
        do {
            return try PracticeFile.read(try TextFile.contents(of: file), file: file) { try? zones.rules(named: $0) }
        } catch let error as SourceError {
            var failure = Failure(error, practice: nil)
            failure.message += " Nothing was changed."
            throw failure
        }
    }

    private func replace(_ setup: PracticeSetup, in office: inout Office) throws -> Imported {
        let former = try office.store.catalog().practice.zoneIdentifier
        try office.store.replaceSetup(setup)
        let practice = try office.readPractice()
        let upcoming = former == setup.practice.zoneIdentifier ? 0 : try UncoveredBooking.upcoming(in: &office).count
        return Imported(
            setup: setup, practice: practice, uncovered: try UncoveredBooking.all(practice, in: &office),
            zoneChange: upcoming > 0 ? Imported.ZoneChange(former: former, bookings: upcoming) : nil)
    }
}

struct PracticeExport: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Print the practice as a file that can be imported again.",
        discussion: "  touchbase practice export > practice.toml")

    @OptionGroup var common: CommonOptions

    func report(_ office: inout Office, _ console: Console) throws -> any Report {
        let setup = try office.store.setup()
        guard !(setup.services.isEmpty && setup.rooms.isEmpty && setup.therapists.isEmpty) else {
            throw Failure.noPractice
        }
        return PracticeText(text: PracticeFile.text(of: setup, zone: try office.store.zone(of: setup.practice)))
    }
}

struct PracticeSample: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample", abstract: "Print a sample practice, to begin with.",
        discussion: "  touchbase practice sample > practice.toml")

    @OptionGroup var common: CommonOptions

    func report(_ settings: Settings, _ console: Console) throws -> any Report {
        PracticeText(text: PracticeFile.sample)
    }
}

/// A practice file.
private struct PracticeText: Report {
    let text: String

    func write(to page: inout TextPage) {
        page.exactly(text)
    }

    func write(to json: inout JSONWriter) {
        json.object { $0.member("toml", text) }
    }
}
