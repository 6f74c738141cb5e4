import Glibc
import Testing

@testable import EmbeddedServer

@Suite struct ProgramTests {
    @Test func `what a program says and how it ends are told`() throws {
        let program = Program(path: "/bin/sh", arguments: ["-c", "read line; echo \"$line\"; echo no >&2; exit 3"])
        let outcome = try program.run(input: "hello\n")
        #expect(outcome.status == 3)
        #expect(outcome.output == "hello\nno\n")
    }

    @Test func `a stranger who keeps the output open is not waited for after the limit`() throws {
        let program = Program(path: "/bin/sh", arguments: ["-c", "setsid sleep 60 & echo $!"])
        let outcome = try program.run(within: .milliseconds(500))
        let sleeper = try #require(pid_t(outcome.output.dropLast()))
        #expect(kill(sleeper, SIGKILL) == 0, "it is still there")
    }

    @Test func `a program that takes too long is ended`() throws {
        let outcome = try Program(path: "/bin/sh", arguments: ["-c", "sleep 60"]).run(within: .milliseconds(200))
        #expect(outcome.status == 128 + SIGKILL)
    }
}
