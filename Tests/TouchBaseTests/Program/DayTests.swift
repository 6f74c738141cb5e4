import Foundation
import TestSupport
import Testing

struct DayTests {
    private func columns(_ program: Program, _ arguments: String...) throws -> [[String: Any]] {
        try #require(try program.run(["day", "--json"] + arguments).json()["columns"] as? [[String: Any]])
    }

    @Test func `bookings of a therapist and a room that are gone are shown, and marked`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        let booked = try program.run(
            "book", "jo@example.com", "Foot", Fixture.at("10:00"), "--name", "Jo Smith", "--therapist", "Ben", "--room",
            "Room 2", "--json")
        let reference = try #require(try booked.json()["reference"] as? String)
        let ben = try #require(Fixture.practice.range(of: "[[therapist]]\nname = \"Ben"))
        let withoutBen = String(Fixture.practice[..<ben.lowerBound])
        try program.writePractice(withoutBen.replacing("\"Room 2\"", with: "\"Room 3\""))

        let day = try program.run("day", Fixture.date).output
        #expect(day.contains("Ben Okafor   not in the practice any more"))
        #expect(day.contains(reference))
        #expect(try program.run("day", Fixture.date, "--by", "room").output.contains("Room 2   not in the practice"))
        let columns = try columns(program, Fixture.date)
        #expect(columns.map { $0["name"] as? String } == ["Ana Ruiz", "Ben Okafor"])
        #expect(columns.map { $0["offered"] as? Bool } == [true, false])
        #expect(!(try program.run("day", Fixture.day(5)).output.contains("Ben")))
    }

    @Test func `each booking of the day has its mails`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        _ = try program.run("book", "jo@example.com", "Foot", Fixture.at("10:00"), "--name", "Jo Smith")
        let bookings = try columns(program, Fixture.date).compactMap { $0["bookings"] as? [[String: Any]] }.joined()
        let mails = bookings.compactMap { $0["notifications"] as? [[String: Any]] }
        #expect(mails.map { $0.map { $0["status"] as? String } } == [["sent"]])
    }

    @Test func `a night shift belongs to the day on which it begins, and the next day shows its rest`() throws {
        let folder = try TemporaryFolder()
        // A zone without daylight saving, so that the night has four hours whenever this runs.
        let days = try #require(Fixture.practice(zone: "Asia/Tokyo").range(of: "\nmonday"))
        let practice = Fixture.practice(zone: "Asia/Tokyo")[..<days.lowerBound]
        let night = "\n[therapist.dates]\n\(Fixture.date) = [\"22:00-02:00\"]\n"
        let program = try Program(home: folder.path, practice: practice + night)
        for start in [Fixture.at("22:30"), "\(Fixture.day(4))T00:30"] {
            let booked = try program.run("book", "jo@example.com", "Foot", start, "--name", "Jo Smith")
            #expect(booked.status == 0, "\(booked.errorOutput)")
        }
        let first = try program.run("day", Fixture.date).output
        #expect(first.contains("Ana Ruiz   22:00-02:00   25% booked"))
        #expect(first.components(separatedBy: "Foot Rub").count == 3)
        let second = try program.run("day", Fixture.day(4)).output
        #expect(second.contains("Ana Ruiz   until 02:00 from the day before   25% booked\n"))
        #expect(second.components(separatedBy: "Foot Rub").count == 2)
    }

    @Test(arguments: [("-1", -1), ("yesterday", -1), ("today", 0), ("tomorrow", 1), ("+3", 3), ("+0", 0)])
    func `a date may be said in words`(typed: String, days: Int) throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path, practice: Fixture.practice(zone: "UTC"))
        #expect(try program.run("day", typed, "--json").json()["date"] as? String == Fixture.day(days))
    }

    @Test(arguments: [
        ("9:00", "09:00"), ("10am", "10:00"), ("2pm", "14:00"), ("2:30 PM", "14:30"), ("10", "10:00"),
        (" 9:05", "09:05"),
    ])
    func `the time of a start may be typed as people say it`(typed: String, time: String) throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path, practice: Fixture.practice(zone: "UTC"))
        let explained = try program.run("explain", "Foot", "+3 \(typed)", "--json")
        #expect(
            try explained.json()["starts_at"] as? String == "\(Fixture.date)T\(time):00+00:00", "\(explained.output)")
    }

    @Test func `a practice with nothing in it says how to begin, and guesses no zone`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path, practice: nil)
        let day = try program.run("day")
        #expect(day.status == 0)
        #expect(day.output.contains("There is no practice yet. Look at a sample one: touchbase demo."))
        #expect(!day.output.contains("Detroit"))
        #expect((try program.run("day", "--json").json()["columns"] as? [Any])?.isEmpty == true)
    }

    @Test func `the share that is booked is of the hours that time off leaves`() throws {
        let folder = try TemporaryFolder()
        let timeOff =
            "\n[[therapist.time_off]]\nfrom = \"\(Fixture.date) 9:00\"\nuntil = \"\(Fixture.date) 1:00 pm\"\n"
        let program = try Program(home: folder.path, practice: Fixture.practice + timeOff)
        let booked = try program.run(
            "book", "jo@example.com", "Foot", Fixture.at("15:00"), "--name", "Jo", "--therapist", "Ben", "--room",
            "Room 2")
        #expect(booked.status == 0, "\(booked.errorOutput)")
        #expect(try program.run("day", Fixture.date).output.contains("Ben Okafor   09:00-17:00   13% booked"))
        let rooms = try program.run("day", Fixture.date, "--by", "room").output
        #expect(rooms.contains("Room 2   always open   2% booked"), "\(rooms)")
    }

    @Test func `a weekday is the next of that name, for a start as well`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path, practice: Fixture.practice(zone: "UTC"))
        let date = try #require(try program.run("day", "monday", "--json").json()["date"] as? String)
        #expect((1...7).map(Fixture.day).contains(date))
        let explained = try program.run("explain", "Foot", "Monday 10:00", "--json").json()
        #expect(explained["starts_at"] as? String == "\(date)T10:00:00+00:00")
        #expect(explained["bookable"] as? Bool == true)
    }
}
