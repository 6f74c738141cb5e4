import EmbeddedServer
import Foundation
import Postgres
import TestSupport
import Testing

/// The server from its making to its end; each test has a cluster of its own.
@Suite struct LifeTests {
    private func isAnswering(_ lease: borrowing Lease) throws -> Bool {
        var connection = try Connection.open(ConnectionParameters(lease.connectionParameters))
        let ask = Statement.one("ask", "select current_user || '@' || current_database() as who") {
            row throws(PostgresError) in try row["who", as: String.self]
        }
        defer { connection.close() }
        return try connection.run(ask) == "touchbase@touchbase"
    }

    @Test func `the first in makes and starts it, the last out stops it, and the data stays`() throws {
        let home = try TestHome()
        #expect(try home.server.status() == .notMade)
        var lease = try home.server.acquire()
        #expect(try isAnswering(lease) == true)
        var connection = try Connection.open(ConnectionParameters(lease.connectionParameters))
        try connection.run(script: "create table kept (n int)", named: "make a table")
        connection.close()
        let running = try home.running()
        #expect(running.isInUse && !running.isKept)
        try lease.release()
        #expect(try home.server.status() == .stopped(data: running.data))
        try lease.release()

        var again = try home.server.acquire()
        var second = try Connection.open(ConnectionParameters(again.connectionParameters))
        try second.run(Statement("read", "select n from kept"))
        second.close()
        try again.release()
    }

    @Test func `it is reached by a socket alone, in a session of its own, and says little in its log`() throws {
        let home = try TestHome(settings: ServerSettings())
        var lease = try home.server.acquire()
        var connection = try Connection.open(ConnectionParameters(lease.connectionParameters))
        let settings = Statement.one(
            "settings",
            """
            select current_setting('listen_addresses') = '' and current_setting('fsync') = 'on'
                and current_setting('data_checksums') = 'on' and current_setting('server_encoding') = 'UTF8'
                and lower('É') = 'é' as right
            """
        ) { row throws(PostgresError) in try row["right", as: Bool.self] }
        #expect(try connection.run(settings) == true)
        _ = try? connection.run(Statement("fail", "select 'Ada Lovelace'::int"))
        _ = try? connection.run(
            script: "create table t (name text not null check (name < 'A')); insert into t values ('Ada')",
            named: "fail")
        connection.close()
        let running = try home.running()
        #expect(getsid(running.process) != getsid(0))
        let mode = try FileManager.default.attributesOfItem(atPath: running.socketFolder)[.posixPermissions] as? Int
        #expect(mode == 0o700)
        let log = try String(contentsOfFile: #require(try home.server.logPath()), encoding: .utf8)
        #expect(log.contains("violates check constraint"))
        #expect(!log.contains("Failing row") && !log.contains("STATEMENT"))
        try lease.release()
    }

    @Test func `all who come at once share one server, made once`() async throws {
        let home = try TestHome()
        let server = home.server
        let processes = try await withThrowingTaskGroup(of: Int32.self) { group in
            for _ in 0..<6 {
                group.addTask {
                    try await onThread {
                        var lease = try server.acquire()
                        guard try isAnswering(lease), case .running(let running) = try server.status() else { return 0 }
                        try lease.release()
                        return running.process
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(processes.count == 6 && !processes.contains(0))
        let data = try FileManager.default.contentsOfDirectory(atPath: home.path + "/postgres")
        #expect(!data.contains { $0.contains("unfinished") })
        guard case .stopped = try server.status() else {
            Issue.record("the last one out left it running")
            return
        }
    }

    @Test func `who arrives while the last one leaves ends with a running server`() async throws {
        let home = try TestHome()
        let server = home.server
        let answers = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    try await onThread {
                        var answers = 0
                        for _ in 0..<8 {
                            var lease = try server.acquire()
                            if try isAnswering(lease) { answers += 1 }
                            try lease.release()
                        }
                        return answers
                    }
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(answers == 32)
        guard case .stopped = try server.status() else {
            Issue.record("the last one out left it running")
            return
        }
    }

    @Test func `asked to stay it stays until it is stopped, which others' use forbids`() throws {
        let home = try TestHome(
            name: "a home, with 'odd' characters and a name that is far too long for a socket's path "
                + String(repeating: "x", count: 60))
        try home.server.start()
        var lease = try home.server.acquire()
        #expect(try isAnswering(lease) == true)
        #expect(throws: EmbeddedServerError.inUse) { try home.server.stop() }
        try lease.release()
        let running = try home.running()
        #expect(running.isKept)
        // What another test is just starting has a copy of the lease until it has begun.
        while try home.running().isInUse { usleep(2_000) }

        let user = try ChildProcess(
            "/usr/bin/flock", ["--shared", "--no-fork", home.path + "/postgres/lease", "sleep", "60"])
        while try !home.running().isInUse { usleep(2_000) }
        #expect(throws: EmbeddedServerError.inUse) { try home.server.stop() }
        user.signal(SIGKILL)
        _ = try user.finish()
        try home.server.stop()
        #expect(try home.server.status() == .stopped(data: running.data))
        try home.server.stop()
    }

    @Test func `a killed user does not keep the last one out from stopping it`() throws {
        let home = try TestHome()
        var lease = try home.server.acquire()
        let user = try ChildProcess(
            "/usr/bin/flock", ["--shared", "--no-fork", home.path + "/postgres/lease", "sleep", "60"])
        // The child says nothing when it has the lock: it has when its program has become sleep.
        while (try? String(contentsOfFile: "/proc/\(user.processIdentifier)/comm", encoding: .utf8)) != "sleep\n" {
            usleep(2_000)
        }
        try lease.release()
        _ = try home.running()
        user.signal(SIGKILL)
        _ = try user.finish()
        var last = try home.server.acquire()
        try last.release()
        guard case .stopped = try home.server.status() else {
            Issue.record("still running")
            return
        }
    }
}

/// Runs blocking work beside Swift's own threads, of which there are as few as processors.
func onThread<Output: Sendable>(_ work: @escaping @Sendable () throws -> Output) async throws -> Output {
    try await withCheckedThrowingContinuation { continuation in
        Thread { continuation.resume(with: Result { try work() }) }.start()
    }
}
