import Availability
import Booking
import BookingStore
import Testing

@testable import touchbase

struct PracticeFileTests {
    private func read(_ text: String) throws -> PracticeSetup {
        var zones = ZoneDirectory()
        return try PracticeFile.read(text, file: "p.toml") { try? zones.rules(named: $0) }
    }

    /// What is said about `Fixture.practice` with one of its texts replaced.
    private func problems(replacing old: String, with new: String) throws -> [String] {
        #expect(Fixture.practice.contains(old))
        let error = try #require(throws: SourceError.self) {
            try read(Fixture.practice.replacing(old, with: new, maxReplacements: 1))
        }
        return error.problems.map { "\($0.line): \($0.text)" }
    }

    @Test func `the sample has what it promises`() throws {
        let setup = try read(PracticeFile.sample)
        #expect(setup.therapists.count == 5)
        #expect(setup.rooms.count == 4)
        #expect(setup.services.count == 8)
        #expect(setup.services.map(\.name).contains("60-minute Swedish"))
        #expect(setup.therapists[0].hours.weekly[.monday]?.count == 2)
        let night = try #require(setup.therapists[4].hours.weekly[.thursday]?.first)
        #expect((night.start, night.end) == (22 * 60, 26 * 60))
        #expect(setup.therapists[4].hours.overrides.count == 2)
        #expect(setup.therapists[4].timeOff.map(\.during.minutes) == [4 * 1440, 120])
        #expect(setup.rooms[0].hours == nil)
    }

    @Test func `what is written reads as it was`() throws {
        var setup = try read(PracticeFile.sample)
        setup.services[0].name = "Neck \"quick\" \\ \u{202E}x"
        setup.therapists[0].services = [setup.services[0].name]
        setup.therapists[1].services = []
        setup.rooms = [RoomSetup(name: "Never", services: [], hours: Hours(weekly: [:]))]
        for index in setup.therapists.indices { setup.therapists[index].usualRoom = nil }
        setup.therapists[2].services = []
        setup.therapists[3].services = []
        setup.therapists[4].services = []
        var zones = ZoneDirectory()
        let zone = try zones.rules(named: setup.practice.zoneIdentifier)
        // The hour that comes twice, from its first to its second half past one.
        let change = try zone.instant(of: TypedStart("2027-11-07T01:30-04:00"))
        setup.therapists[0].timeOff = [Absence(during: Interval(change, change.advanced(byMinutes: 60)), note: "nap")]
        let text = PracticeFile.text(of: setup, zone: zone)
        #expect(try read(text) == setup)
        #expect(!text.unicodeScalars.contains("\u{202E}"))
    }

    @Test(arguments: [
        ("zone = \"America/Detroit\"", "zone = \"America/Detriot\"", "3: America/Detriot is not a time zone."),
        ("price = 95", "price = \"95\"", "9: price must be a number such as 95 or 95.50, without quotes."),
        ("price = 95", "price = 95.001", "9: price must be an amount of USD, with at most 2 decimals."),
        ("duration = 60", "duration = 0", "10: duration must be a whole number from 1 to 1440."),
        ("turnover = 15", "turnovr = 15", "11: turnovr means nothing here. Did you mean turnover?"),
        ("name = \"Room 2\"", "name = \"ROOM 1\"", "23: There is a room named ROOM 1 already: choose another name."),
        ("name = \"Ben Okafor\"\n", "", "37: This therapist has no name: add name = \"…\"."),
        ("monday = [\"09:00-17:00\"]", "monday = [\"9 to 5\"]", "29: \"9 to 5\" is no hours."),
        (
            "monday = [\"09:00-17:00\"]", "monday = [\"09:00-12:30\", \"12:00-17:00\"]",
            "29: \"12:00-17:00\" overlaps other hours of the same day: join them."
        ),
        (
            "[[therapist]]\nname = \"Ben", "[[therapists]]\nname = \"Ben",
            "37: therapists means nothing here. Did you mean therapist?"
        ),
        ("mail_from = \"desk@practice.example\"", "mail_from = \"desk\"", "4: mail_from must be one address"),
        ("mail_from = \"desk@practice.example\"", "reminder = 337", "4: reminder must be"),
        ("mail_from = \"desk@practice.example\"", "mail_grace = -1", "4: mail_grace must be"),
        ("brand = \"Test Practice\"\n", "", "1: brand is missing here: add brand = \"…\""),
        ("[\"Foot Rub\"]", "[\"Foot Rub\", \"foot rub\"]", "24: \"Foot Rub\" is listed twice: take one out."),
        ("monday = [\"09:00-17:00\"]", "monday = [\"10:00-10:00\"]", "29: \"10:00-10:00\" is no hours."),
        ("brand = \"Test Practice\"", "brand = \"Test Practice", "2: A text in quotes ends on the line"),
    ])
    func `a problem is told with its line and its cure`(old: String, new: String, problem: String) throws {
        let found = try problems(replacing: old, with: new)
        #expect(found.contains { $0.hasPrefix(problem) }, "\(found)")
    }

    @Test func `a section of a wrong name is one problem, whatever speaks of it`() throws {
        let error = try #require(throws: SourceError.self) {
            try read(PracticeFile.sample.replacing("[[service]]", with: "[[services]]"))
        }
        #expect(error.problems.map(\.text) == ["services means nothing here. Did you mean service?"])
    }

    @Test func `a last text without its closing quote is told in plain words`() throws {
        let error = try #require(throws: SourceError.self) { try read("brand = \"x") }
        #expect(error.text.contains("add the quote that is missing"))
    }

    @Test func `hours without quotes are a syntax error that says so`() throws {
        let found = try problems(replacing: "monday = [\"09:00-17:00\"]", with: "monday = [09:00-17:00]")
        #expect(found.count == 1)
        #expect(found[0].hasPrefix("29: "))
        #expect(found[0].contains("go in quotes"))
    }

    @Test(arguments: [
        ("from = \"2026-07-06 9:00\"\nuntil = \"2026-07-06 9am\"", "until must be later than from."),
        ("from = \"2026-07-06 9:00\"\nuntil = \"2026-07-06 25:00\"", "The clock has no such time."),
        ("from = \"2026-07-06\"\nuntil = \"2026-07-10\"", "write through = \"2026-07-06\" for whole days"),
        ("from = \"2026-07-06\"", "from and through with dates"),
        ("from = \"2026-07-06\"\nthrough = \"2026-07-05\"", "through must not be before from."),
        ("from = \"2027-03-14 02:30\"\nuntil = \"2027-03-14 05:00\"", "does not exist"),
        ("from = \"2027-11-07 01:30\"\nuntil = \"2027-11-07 05:00\"", "comes twice"),
    ])
    func `time off has to say clearly from when until when`(text: String, words: String) throws {
        let error = try #require(throws: SourceError.self) {
            try read(Fixture.practice + "\n[[therapist.time_off]]\n" + text)
        }
        #expect(error.problems.count == 1)
        #expect(error.text.contains(words), "\(error.text)")
    }

    @Test(arguments: [
        ("zone = \"America/Detroit\"", "zone = \"Detroit\"", "Detroit is not a time zone"),
        (
            "name = \"Ben Okafor\"\nservices = [\"Foot Rub\"]", "name = \"Ben Okafor\"\nservices = [\"Foot Rup\"]",
            "no service"
        ),
        (
            "name = \"Ben Okafor\"\nservices = [\"Foot Rub\"]", "name = \"Ben Okafor\"\nservices = \"Foot Rub\"",
            "must be a list"
        ),
    ])
    func `wrong time off is named beside what else is wrong`(old: String, new: String, words: String) throws {
        #expect(Fixture.practice.contains(old))
        let timeOff = "\n[[therapist.time_off]]\nfrom = \"2026-07-06\"\nthrough = \"2026-07-05\"\n"
        let error = try #require(throws: SourceError.self) {
            try read(Fixture.practice.replacing(old, with: new) + timeOff)
        }
        #expect(error.text.contains(words) && error.text.contains("through must not be before from."), "\(error.text)")
    }

    @Test func `dates may be written without quotes`() throws {
        let setup = try read(Fixture.practice + "\n[[therapist.time_off]]\nfrom = 2026-07-06\nthrough = 2026-07-10\n")
        #expect(setup.therapists.last?.timeOff.first?.during.minutes == 5 * 1440)
    }

    @Test func `an empty file is refused, section by section`() throws {
        let error = try #require(throws: SourceError.self) { try read("") }
        #expect(error.problems.count == 4)
    }

    @Test(arguments: [
        ("09:00-12:30", 540, 750), ("22:00-06:00", 1320, 1800), ("00:00-24:00", 0, 1440), ("8:00 – 16:00", 480, 960),
    ])
    func `hours are read as people write them`(text: String, start: Int, end: Int) {
        #expect(HoursText.window(text) == DayWindow(start: start, end: end))
    }

    @Test(arguments: [
        "", "9", "09:00", "07:00-07:00", "00:00-00:00", "09:00-", "24:00-25:00", "09:60-10:00", "9:00-10:00-11:00",
        "a:b-c:d", "٠٩:٠٠-١٠:٠٠",
    ])
    func `what is no hours is not taken for some`(text: String) {
        #expect(HoursText.window(text) == nil)
    }
}
