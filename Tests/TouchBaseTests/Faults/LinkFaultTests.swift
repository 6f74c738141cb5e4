import Availability
import Booking
import BookingStore
import Foundation
import Glibc
import Postgres
import TestSupport
import Testing

@testable import touchbase

/// The real desk while its link to the database, or the server's process behind it, fails.
final class LinkFaultTests {
    enum Fault: String, CaseIterable, CustomTestStringConvertible {
        case ended = "the session is ended"
        case frozen = "the server's process is frozen"
        case silent = "the link is silent"
        case refused = "the link breaks, and new ones too"

        var testDescription: String { rawValue }
    }

    private let folder: TemporaryFolder
    private let practice: DeskPractice
    private let link: LinkProxy

    init() throws {
        folder = try TemporaryFolder()
        practice = try DeskPractice()
        link = try LinkProxy(to: practice.database)
    }

    private func desk() throws -> DeskTerminal {
        let url = "postgres://touchbase@127.0.0.1:\(link.port)/\(practice.database.name)?sslmode=disable"
        return try .live(Program(home: folder.path, database: url))
    }

    @Test(arguments: Fault.allCases)
    func `it is named, keys are answered meanwhile, and afterwards the screen is the database's`(fault: Fault) throws {
        defer { link.close() }
        var watcher = Watcher(try desk())
        let mend = try provoke(fault)
        let named = try watcher.see("reconnecting", within: .seconds(8))
        var rival = try practice.store()
        _ = try rival.perform(Intent(practice.hold(at: try practice.hour(2)), by: DeskPractice.rival))
        try mend()
        let back = try watcher.see("● live", within: .seconds(20))
        try watcher.see("desk-2", within: .seconds(20))
        _ = try rival.perform(
            Intent(
                practice.hold(therapist: 2, room: 2, at: try practice.hour(2)),
                by: Desk(staff: "Uma", terminal: "desk-3")))
        try watcher.see("desk-3", within: .seconds(20))
        try watcher.end()
        try FaultTable.note(
            fault.rawValue, shown: "`reconnecting`", after: named, slowestKey: watcher.slowestKey, back: back)
    }

    /// Begins the fault, and gives what ends it.
    private func provoke(_ fault: Fault) throws -> () throws -> Void {
        switch fault {
        case .ended:
            try practice.sql(
                "select pg_terminate_backend(pid) from pg_stat_activity "
                    + "where datname = current_database() and pid <> pg_backend_pid()")
            return {}
        case .frozen:
            let processes = try deskProcesses()
            for process in processes { kill(process, SIGSTOP) }
            return { for process in processes { kill(process, SIGCONT) } }
        case .silent, .refused:
            link.mode = fault == .silent ? .frozen : .refusing
            return { [link] in link.mode = .passing }
        }
    }

    /// Those of the server that serve the desk and its mail process.
    private func deskProcesses() throws -> [Int32] {
        var owner = try practice.owner()
        return try owner.ask(
            Statement.all(
                "processes",
                """
                select pid from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
                """
            ) { row throws(PostgresError) in try row["pid", as: Int32.self] })
    }
}
