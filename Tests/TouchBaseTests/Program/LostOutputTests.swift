import Foundation
import TestSupport
import Testing

/// What becomes of a command whose answer nobody can have.
struct LostOutputTests {
    @Test(arguments: ["practice export", "day --json", "doctor"])
    func `an answer that cannot be written is an error with one line`(command: String) throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        let outcome = try run(program, "exec \"$0\" \(command) >/dev/full")
        #expect(outcome.status == 69)
        #expect(outcome.errorOutput.contains("cannot be written to standard output: No space left on device."))
        #expect(outcome.errorOutput.split(separator: "\n").count == 1)
    }

    @Test func `a reader that has gone ends neither the booking nor its mail`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        let booking = "book alex@example.com 'Foot Rub' \(Fixture.at("10:00")) --name Alex"
        let outcome = try run(program, "(sleep 0.2; \"$0\" \(booking); echo $? >&2) | true")
        #expect(outcome.errorOutput == "0\n")
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/outbox").count == 1)
    }

    private func run(_ program: Program, _ script: String) throws -> ChildProcess.Outcome {
        try ChildProcess("/bin/sh", ["-c", script, program.path], environment: program.environment).finish()
    }
}
