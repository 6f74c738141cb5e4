import Foundation
import TestSupport
import Testing

struct StressTests {
    @Test func `many desks with kills among them leave a history that breaks no rule`() throws {
        let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        let program = tests.deletingLastPathComponent().appending(path: "touchbase-stress").path
        let stress = try ChildProcess(
            program, ["--seed", "7", "--seconds", "3", "--desks", "6", "--loser-limit", "0"],
            environment: ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"])
        let outcome = try stress.finish(within: .seconds(120))
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.errorOutput)")
    }
}
