import Foundation
import TestSupport
import Testing

struct SlotsTests {
    @Test func `every therapist and room that can be booked is listed for programs`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        let listed = try program.run("slots", "Foot Rub", "--from", Fixture.date, "--days", "1", "--json").json()
        let slots = try #require(listed["slots"] as? [[String: Any]])
        // 31 starts from 09:00 to 16:30, two therapists, two rooms.
        #expect(slots.count == 31 * 2 * 2)
        let keys = ["starts_at", "ends_at", "therapist", "room", "room_released_at", "gap_cost_minutes"]
        #expect(slots.allSatisfy { Set($0.keys) == Set(keys) })
        #expect((slots.first?["starts_at"] as? String)?.hasPrefix("\(Fixture.date)T09:00:00-0") == true)
    }

    @Test func `people see a line for each start and therapist`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        let listed = try program.run("slots", "Foot Rub", "--from", Fixture.date, "--days", "1", "--limit", "2")
        let lines = listed.output.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[0].contains("09:00  Ana Ruiz    Room 1 +1 room  snug"))
        #expect(lines[1].contains("09:00  Ben Okafor  Room 1 +1 room  snug"))
        #expect(lines[2].hasPrefix("and 60 more"))
    }

    @Test func `snug puts first what makes least time unsellable`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        let arguments = ["slots", "Swedish", "--from", Fixture.date, "--days", "1", "--json"]
        func costs(_ arguments: [String]) throws -> [Int] {
            let slots = try #require(try program.run(arguments).json()["slots"] as? [[String: Any]])
            return slots.compactMap { $0["gap_cost_minutes"] as? Int }
        }
        let earliest = try costs(arguments)
        let snug = try costs(arguments + ["--snug"])
        #expect(snug == earliest.sorted())
        #expect(earliest != snug)
    }

    @Test func `who or what can never give the service is named, and more days are not advised`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        let byBen = try program.run("slots", "Swedish", "--therapist", "ben")
        #expect(byBen.status == 0)
        #expect(byBen.output == "No slot for 60-minute Swedish. Ben Okafor does not do 60-minute Swedish.\n")
        let inRoom2 = try program.run("slots", "Swedish", "--room", "Room 2")
        #expect(inRoom2.output == "No slot for 60-minute Swedish. Room 2 is not set up for 60-minute Swedish.\n")
        let ana = try #require(Fixture.practice.range(of: "services = [\"60-minute Swedish\", \"Foot Rub\"]\nmonday"))
        try program.writePractice(
            Fixture.practice.replacingCharacters(in: ana, with: "services = [\"Foot Rub\"]\nmonday"))
        #expect(try program.run("slots", "Swedish").output == "No slot for 60-minute Swedish. Nobody does it.\n")
        #expect(try program.run("slots", "Foot", "--from", "-9", "--days", "2").output.contains("Try more --days"))
    }

    @Test func `a first date that is past is told, and nothing of it is listed`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        let listed = try program.run("slots", "Foot Rub", "--from", "-1", "--days", "3")
        #expect(listed.status == 0)
        #expect(listed.output.contains("is past: what can still be booked begins today"))
        #expect(!(try program.run("slots", "Foot Rub").output.contains("is past")))
    }

    @Test func `the day names who is where, by therapist and by room`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        _ = try program.run("book", "jo@example.com", "Swedish", Fixture.at("10:00"), "--name", "Jo Smith")
        let byTherapist = try program.run("day", Fixture.date).output
        #expect(byTherapist.contains("Ana Ruiz   09:00-17:00   13% booked"))
        #expect(byTherapist.contains("Jo Smith"))
        let byRoom = try program.run("day", Fixture.date, "--by", "room", "--json").json()
        let columns = try #require(byRoom["columns"] as? [[String: Any]])
        #expect(columns.map { $0["name"] as? String } == ["Room 1", "Room 2"])
        #expect(columns.map { ($0["bookings"] as? [Any])?.count } == [1, 0])
    }
}
