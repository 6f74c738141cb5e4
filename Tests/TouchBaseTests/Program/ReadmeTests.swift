import ArgumentParser
import Foundation
import TestSupport
import Testing

@testable import touchbase

/// What the README shows can be typed.
struct ReadmeTests {
    /// The command lines of its shell blocks.
    private static func commands() throws -> [String] {
        let root = URL(filePath: #filePath).appending(path: "../../../..").standardized
        let text = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
        let blocks = text.components(separatedBy: "```sh\n").dropFirst().map { $0.components(separatedBy: "```")[0] }
        return blocks.joined(separator: "\n").split(separator: "\n").map(String.init).filter {
            $0.hasPrefix("touchbase")
        }
    }

    /// The arguments as a shell makes them of a line.
    private static func arguments(_ line: String) throws -> [String] {
        let outcome = try ChildProcess("/bin/sh", ["-c", "touchbase() { printf '%s\\n' \"$@\"; }; \(line)"]).finish()
        return outcome.output.split(separator: "\n").map(String.init)
    }

    @Test func `every command parses`() throws {
        let commands = try Self.commands()
        #expect(commands.count > 20)
        for command in commands {
            let line = CommandLineCheck(try Self.arguments(command.components(separatedBy: " > ")[0]))
            #expect(throws: Never.self, "\(command)") {
                try line.check()
                _ = try TouchBase.parseAsRoot(line.arguments)
            }
        }
    }

    @Test func `every command that names no booking and no server works in the sample practice, in its order`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path, practice: PracticeFile.sample)
        for command in try Self.commands() {
            let arguments = try Self.arguments(command.components(separatedBy: " > ")[0])
                .map { $0 == "practice.toml" ? "\(folder.path)/practice.toml" : $0 }
            // These need a booking that is there, the private server, or a terminal; or they do not end.
            let isElsewhere = arguments.isEmpty || ["db", "demo", "confirm", "cancel", "show"].contains(arguments[0])
            guard !isElsewhere, arguments.prefix(2) != ["mail", "run"], arguments.prefix(2) != ["mail", "resend"] else {
                continue
            }
            let outcome = try program.run(arguments)
            #expect(outcome.status == 0, "\(command): \(outcome.errorOutput)")
            #expect(!outcome.output.hasPrefix("No slot"), "\(command)")
        }
    }
}
