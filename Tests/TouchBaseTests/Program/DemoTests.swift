import Foundation
import TestSupport
import Testing

@testable import touchbase

struct DemoTests {
    @Test func `the demo has the user's themes, and the theme that was chosen last: here, in it, or for once`() throws {
        let folder = try TemporaryFolder()
        let (home, themes) = (folder.path, "\(folder.path)/themes")
        for path in [themes, "\(home)/demo"] {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }
        try "inherits = \"dark\"\n".write(toFile: "\(themes)/mine.toml", atomically: true, encoding: .utf8)
        try "theme = \"mine\"\n".write(toFile: ConfigFile.path(in: home), atomically: true, encoding: .utf8)
        func demo(_ environment: [String: String] = [:]) throws -> Settings {
            let all = environment.merging(["TOUCHBASE_HOME": home]) { $1 }
            return try DemoPractice.settings(from: try Settings(environment: all), environment: all)
        }
        #expect(try demo().theme == "mine" && demo().themeProblem == nil)
        try ThemeChoice.remember("dusk", in: try demo().home)
        #expect(try demo().theme == "dusk")
        #expect(try demo(["TOUCHBASE_THEME": "light"]).theme == "light")
        #expect(try ConfigFile.read(in: home).theme == "mine", "nothing of the user's is touched")
    }

    @Test func `the demo is made once, in a folder of its own, and shows commands that work`() throws {
        let folder = try TemporaryFolder()
        var program = Program(home: folder.path, database: "postgres://127.0.0.1:1/never-asked")
        program.environment["SMTP_URL"] = "smtp://127.0.0.1:1?tls=none"
        let first = try program.run("demo")
        #expect(first.status == 0, "\(first.errorOutput)")
        #expect(first.output.contains("Riverside Massage & Therapy"))
        let again = try program.run("demo", "--json").json()
        #expect((again["columns"] as? [Any])?.count == 5)

        let demo = Program(home: "\(folder.path)/demo", database: nil)
        let listed =
            try demo.run("mail", "list", "--limit", "1000", "--json").json()["notifications"] as? [[String: Any]]
        #expect(Set(listed?.compactMap { $0["status"] as? String } ?? []) == ["queued", "sent", "failed", "uncertain"])
        let book = try #require(first.output.split(separator: "\n").first { $0.contains(" book ") })
        #expect(book.contains("TOUCHBASE_HOME=\(folder.path)/demo"))
        let slots = try demo.run("slots", "60-minute Swedish", "--days", "14")
        #expect(slots.status == 0)
        #expect(!slots.output.hasPrefix("No slot"))
    }
}
