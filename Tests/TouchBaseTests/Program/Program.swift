import BookingStore
import Foundation
import Postgres
import TestSupport
import Testing

/// The real program, run as a process against a database of its own.
///
/// `TOUCHBASE_BINARY` names the binary to test; without it the one that was built with the tests is.
struct Program {
    struct Outcome {
        var status: Int32
        var output: String
        var errorOutput: String

        /// Standard output as the JSON object that it must be, and nothing else.
        func json() throws -> [String: Any] {
            try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any], "\(output)")
        }

        func error() throws -> [String: Any] {
            try #require(try json()["error"] as? [String: Any], "\(output)")
        }
    }

    var environment: [String: String]
    var path = Program.built

    /// Against a new database with the practice of `Fixture`, or another, or none. Mails go to files in `home`.
    init(home: String, practice: String? = Fixture.practice) throws {
        let template = try TestCluster.shared().template("cli") { connection in
            _ = try Migrator.migrate(&connection)
        }
        self.init(home: home, database: try TestCluster.shared().database(from: template).url)
        if let practice { try writePractice(practice) }
    }

    /// Against that database; nil: the private one in `home`.
    init(home: String, database: String?) {
        environment = [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "TOUCHBASE_HOME": home,
            "LC_ALL": "C.UTF-8", "TOUCHBASE_STAFF": "Dana", "TOUCHBASE_TERMINAL": "desk-1",
        ]
        environment["DATABASE_URL"] = database
    }

    static var built: String {
        if let path = ProcessInfo.processInfo.environment["TOUCHBASE_BINARY"] { return path }
        let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        return tests.deletingLastPathComponent().appending(path: "touchbase").path
    }

    func writePractice(_ text: String) throws {
        let file = "\(environment["TOUCHBASE_HOME"] ?? "")/practice.toml"
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        let outcome = try run("practice", "import", file)
        try #require(outcome.status == 0, "\(outcome.errorOutput)")
    }

    func start(_ arguments: [String]) throws -> ChildProcess {
        try ChildProcess(path, arguments, environment: environment)
    }

    func run(_ arguments: String...) throws -> Outcome { try run(arguments) }

    func run(_ arguments: [String]) throws -> Outcome {
        let outcome = try start(arguments).finish(within: .seconds(60))
        return Outcome(status: outcome.status, output: outcome.output, errorOutput: outcome.errorOutput)
    }
}
