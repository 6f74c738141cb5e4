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

    private func sample() throws -> String {
        let folder = try TemporaryFolder()
        return try Program(home: folder.path, database: nil).run("practice", "sample").output
    }
}
