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
            touched.

              touchbase practice import practice.toml
            """)

    @Argument(help: "The file.", completion: .file(extensions: ["toml"]))
    var file: String

    @OptionGroup var common: CommonOptions

    func report(_ settings: Settings, _ console: Console) throws -> any Report {
        let setup = try setup()
        var office = try Office.open(settings, as: .owner)
        let result = Result { try office.store.replaceSetup(setup) }
        try? office.close()
        try result.get()
        return Imported(setup: setup)
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
}

/// What an import or a demo made.
struct Imported: Report {
    let setup: PracticeSetup

    func write(to page: inout TextPage) {
        page.line(
            "\(setup.practice.brand): \(setup.services.count) services, \(setup.therapists.count) therapists, "
                + "\(setup.rooms.count) rooms, in \(setup.practice.zoneIdentifier).")
        if let service = setup.services.first { page.line("Next: touchbase slots \"\(service.name)\"") }
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("brand", setup.practice.brand)
            json.member("zone", setup.practice.zoneIdentifier)
            json.member("services", setup.services.count)
            json.member("therapists", setup.therapists.count)
            json.member("rooms", setup.rooms.count)
        }
    }
}

struct PracticeExport: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Print the practice as a file that can be imported again.",
        discussion: "  touchbase practice export > practice.toml")

    @OptionGroup var common: CommonOptions

    func report(_ office: inout Office, _ console: Console) throws -> any Report {
        let setup = try office.store.setup()
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
