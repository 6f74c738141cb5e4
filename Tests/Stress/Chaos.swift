import Foundation
import Glibc
import Postgres
import TestSupport

/// Lets the desks work, and kills one of them, or one of their sessions, every so often.
struct Chaos {
    private let database: TestDatabase
    private let journals: String
    private let seed: UInt64
    private let deskCount: Int
    private let end: Int64
    private var dice: Dice
    private var desks: [ChildProcess] = []
    private var started = 0
    private var killedDesks = 0
    private var endedSessions = 0
    private var complaints: [String] = []

    init(_ database: TestDatabase, journals: String, seed: UInt64, desks: Int, seconds: Int) {
        self.database = database
        self.journals = journals
        self.seed = seed
        deskCount = desks
        end = Journal.now + Int64(seconds) * 1_000_000
        dice = Dice(seed: seed)
    }

    var summary: String {
        "killed: \(killedDesks) desks, \(endedSessions) sessions"
            + complaints.map { "\na desk ended by itself: \($0)" }.joined()
    }

    /// Returns when all desks have ended.
    mutating func run() throws {
        for _ in 0..<deskCount { desks.append(try makeDesk()) }
        var administrator = try database.connect()
        // The last second is quiet, so that what was asked is answered.
        while Journal.now < end - 1_000_000 {
            usleep(UInt32(dice.int(50_000...350_000)))
            if dice.int(1...3) == 1 { try killDesk() } else { try endSession(by: &administrator) }
        }
        for desk in desks {
            let outcome = try desk.finish(within: .seconds(60))
            if outcome.status != 0 { complaints.append(outcome.errorOutput) }
        }
        guard complaints.isEmpty else { throw CocoaError(.executableLoad, userInfo: ["complaints": complaints]) }
    }

    private mutating func makeDesk() throws -> ChildProcess {
        started += 1
        return try ChildProcess(
            "/proc/self/exe",
            [
                "desk", "--database", database.url, "--journal", "\(journals)/\(started).journal",
                "--seed", "\(seed &* 1000 &+ UInt64(started))", "--until", "\(end)",
            ], environment: ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"])
    }

    private mutating func killDesk() throws {
        let number = dice.int(0...deskCount - 1)
        desks[number].signal(SIGKILL)
        _ = try desks[number].finish()
        killedDesks += 1
        desks[number] = try makeDesk()
    }

    private mutating func endSession(by administrator: inout Connection) throws {
        let number = dice.int(0...deskCount - 1)
        endedSessions += try administrator.run(
            Statement(
                "end a session",
                """
                select pg_terminate_backend(pid)
                from (select pid from pg_stat_activity
                      where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
                      order by pid offset $1::integer limit 1) one
                """, [number]))
    }
}
