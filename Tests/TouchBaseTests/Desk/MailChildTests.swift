import Foundation
import Glibc
import TestSupport
import Testing

@testable import touchbase

struct MailChildTests {
    /// A process that does what a shell is told.
    private func child(_ script: String, start: ContinuousClock.Instant) -> MailChild {
        MailChild(
            program: "/bin/sh", arguments: ["sh", "-c", script], environment: ["PATH=/usr/bin:/bin"], start: start)
    }

    /// Waits for what the process says last.
    private func end(of child: inout MailChild, at now: ContinuousClock.Instant) -> MailChild.News? {
        while true {
            var ready = pollfd(fd: child.descriptor, events: Int16(POLLIN), revents: 0)
            poll(&ready, 1, 1000)
            let told = child.advance(at: now)
            if child.descriptor < 0 { return told }
        }
    }

    @Test func `a process that dies is told once, and started again ever later`() {
        var now = ContinuousClock.now
        var child = child("echo the mail server is not known >&2; exit 69", start: now)
        var told: [MailChild.News] = []
        var pauses: [Duration] = []
        for _ in 0..<3 {
            _ = child.advance(at: now)
            if let text = end(of: &child, at: now) { told.append(text) }
            let due = child.deadline ?? now
            pauses.append(due - now)
            now = due
        }
        #expect(told == [.stopped("the mail server is not known")])
        #expect(pauses == [.seconds(2), .seconds(4), .seconds(8)])
    }

    @Test func `a process that stays after one that died is told, once`() throws {
        let folder = try TemporaryFolder()
        let start = ContinuousClock.now
        var child = child("test -e \(folder.path)/mended && exec cat; exit 1", start: start)
        _ = child.advance(at: start)
        #expect(end(of: &child, at: start) == .stopped("it ended"))
        try Data().write(to: URL(fileURLWithPath: "\(folder.path)/mended"))
        let restart = child.deadline
        let due = try #require(restart)
        _ = child.advance(at: due)
        #expect(child.advance(at: due + .seconds(59)) == nil)
        let deadline = child.deadline
        #expect(deadline == due + .seconds(60))
        #expect(child.advance(at: due + .seconds(60)) == .runs)
        #expect(child.advance(at: due + .seconds(61)) == nil)
        let last = child.deadline
        #expect(last == nil)
    }

    @Test func `the process is told to end by the closing of its input`() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/ended"
        var identifier: pid_t?
        do {
            var child = child("cat; echo ended > \(path)", start: .now)
            _ = child.advance(at: .now)
            identifier = child.identifier
        }
        // Reaped here: whoever waits for any child of this process would meet a dead one that nobody takes again and again.
        #expect(waitpid(try #require(identifier), nil, 0) == identifier)
        #expect(FileManager.default.fileExists(atPath: path))
    }

    @Test func `nothing is started before its time`() {
        let start = ContinuousClock.now
        var child = child("exit 0", start: start + .seconds(1))
        _ = child.advance(at: start)
        let descriptor = child.descriptor
        #expect(descriptor == -1)
    }
}
