import Foundation
import TestSupport
import Testing

struct PracticeCommandTests {
    @Test func `the sample can be imported, exported and imported again without a change`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path, practice: try sample())
        let exported = try program.run("practice", "export").output
        try program.writePractice(exported)
        #expect(try program.run("practice", "export").output == exported)
        #expect(exported.contains("name = \"Ewa Nowak\""))
        #expect(exported.contains("thursday = [\"22:00-02:00\"]"))
        #expect(exported.contains("through = \"2026-12-31\""))
    }

    @Test func `a file with problems names each with its line, and changes nothing`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        let before = try program.run("practice", "export").output
        let file = "\(folder.path)/broken.toml"
        let broken = Fixture.practice
            .replacing("price = 30", with: "prize = 30")
            .replacing("services = [\"Foot Rub\"]", with: "services = [\"Foot Rup\"]")
        try broken.write(toFile: file, atomically: true, encoding: .utf8)
        let refused = try program.run("practice", "import", file)
        #expect(refused.status == 65)
        #expect(refused.errorOutput.contains("4 problems. Nothing was changed."))
        #expect(refused.errorOutput.contains("broken.toml:15: prize means nothing here. Did you mean price?"))
        #expect(
            refused.errorOutput.contains("broken.toml:24: There is no service \"Foot Rup\". Did you mean \"Foot Rub\"?")
        )
        #expect(try program.run("practice", "export").output == before)
    }

    @Test func `what is no longer described is no longer offered`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        try program.writePractice(try sample())
        #expect(try program.run("slots", "Foot Rub").status == 65)
        #expect(try program.run("slots", "75-minute Hot Stone").status == 0)
    }

    @Test func `nothing imported is nothing to export`() throws {
        let folder = try TemporaryFolder()
        let empty = try Program(home: folder.path, practice: nil).run("practice", "export")
        #expect(empty.status == 65)
        #expect(empty.errorOutput.contains("There is no practice yet."))
    }

    @Test func `an import lists the upcoming bookings that it leaves uncovered, with the reason`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        let booked = try program.run(
            "book", "jo@example.com", "Foot", Fixture.at("10:00"), "--name", "Jo Smith", "--therapist", "Ben", "--json")
        let reference = try #require(try booked.json()["reference"] as? String)
        _ = try program.run("book", "al@example.com", "Swedish", Fixture.at("12:00"), "--name", "Al Morgan")
        let timeOff = "\n[[therapist.time_off]]\nfrom = \"\(Fixture.date)\"\nthrough = \"\(Fixture.date)\"\n"
        let file = "\(folder.path)/off.toml"
        try (Fixture.practice + timeOff).write(toFile: file, atomically: true, encoding: .utf8)

        let told = try program.run("practice", "import", file)
        #expect(told.status == 0)
        #expect(told.output.contains("leaves uncovered (1)"))
        #expect(told.output.contains("\(reference)  "))
        #expect(told.output.contains("Ben Okafor is off from"))
        let uncovered = try #require(
            try program.run("practice", "import", file, "--json").json()["uncovered"] as? [[String: Any]])
        #expect(uncovered.map { ($0["booking"] as? [String: Any])?["reference"] as? String } == [reference])
        #expect((uncovered.first?["reasons"] as? [[String: Any]])?.map { $0["code"] as? String } == ["time_off"])

        try program.writePractice(Fixture.practice)
        let covered = try program.run("practice", "import", "\(folder.path)/practice.toml", "--json").json()
        #expect((covered["uncovered"] as? [Any])?.isEmpty == true)
    }

    @Test func `longer services leave the bookings that were made before as covered as they were`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        _ = try program.run("book", "jo@example.com", "Swedish", Fixture.at("16:00"), "--name", "Jo Smith")
        let file = "\(folder.path)/long.toml"
        try Fixture.practice.replacing("duration = 60", with: "duration = 90").write(
            toFile: file, atomically: true, encoding: .utf8)
        let imported = try program.run("practice", "import", file, "--json").json()
        #expect((imported["uncovered"] as? [Any])?.isEmpty == true)
    }

    @Test func `another time zone is a warning when there are upcoming bookings`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        let file = "\(folder.path)/berlin.toml"
        try Fixture.practice(zone: "Europe/Berlin").write(toFile: file, atomically: true, encoding: .utf8)
        #expect(!(try program.run("practice", "import", file).output.contains("Warning")))
        _ = try program.run("book", "jo@example.com", "Foot", Fixture.at("10:00"), "--name", "Jo Smith")
        try Fixture.practice.write(toFile: file, atomically: true, encoding: .utf8)
        #expect(
            try program.run("practice", "import", file).output.contains(
                "Warning: the time zone was Europe/Berlin. Upcoming bookings (1) stay at the same moment"))
    }

    private func sample() throws -> String {
        let folder = try TemporaryFolder()
        return try Program(home: folder.path, database: nil).run("practice", "sample").output
    }
}
