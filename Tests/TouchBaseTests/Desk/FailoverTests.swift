import Availability
import Booking
import BookingStore
import Foundation
import FrontDesk
import Glibc
import Postgres
import TestSupport
import Testing

@testable import touchbase

/// A server and its standby: what a desk shows of each, and that nothing acknowledged is lost between them.
struct FailoverTests {
    private let today = LocalDate(daysSinceEpoch: time(nil) / 86_400)

    private func makePrimary() throws -> OwnServer {
        let server = try OwnServer(
            "wal_level = replica\nmax_wal_senders = 4\nhot_standby = on\nfull_page_writes = on\n")
        var connection = try Connection.open(ConnectionParameters(server.keywords(), session: .patient))
        _ = try Migrator.migrate(&connection)
        try connection.run(script: DeskPractice.content, named: "fill the practice")
        return server
    }

    @Test func `a standby is shown for reading; promoted, it has all that was acknowledged, and is heard`() throws {
        let primary = try makePrimary()
        let standby = try primary.makeStandby()
        var reader = try standby.connect()
        var driver = BackOfficeDriver(ConnectionParameters(standby.keywords))
        driver.perform(.load(first: today, days: 7))
        try driver.hears { if case .connection(.readOnly) = $0 { true } else { false } }
        _ = try driver.sheet()
        driver.perform(.perform(hold(at: 0), Ticket(number: 1)))
        let told = try driver.next { if case .unanswered(Ticket(number: 1), let text) = $0 { text } else { nil } }
        #expect(told.contains("only allows reading") && told.contains("nothing was changed"))

        try synchronize(primary)
        let acknowledged = try confirmUnderLoad(primary, standby) {
            try primary.stop(SIGKILL)
            try reader.run(Statement("promote", "select pg_promote()"), within: .seconds(60))
        }
        #expect(acknowledged.count >= 6)
        let found = try reader.run(
            Statement.all(
                "confirmed", "select reference from touchbase.booking where status = 'confirmed'"
            ) { row throws(PostgresError) in try row["reference", as: String.self] })
        #expect(Set(acknowledged.map(\.description)).subtracting(found) == [])

        try driver.hears { if case .connection(.live) = $0 { true } else { false } }
        try driver.hears { if case .changed = $0 { true } else { false } }
        var rival = try Store(ConnectionParameters(standby.keywords))
        _ = try rival.perform(Intent(hold(at: 5000), by: DeskPractice.rival))
        try driver.hears { if case .changed = $0 { true } else { false } }
    }

    /// From now on a commit is acknowledged when the standby has it, too.
    private func synchronize(_ primary: OwnServer) throws {
        var connection = try Connection.open(ConnectionParameters(primary.keywords()))
        try connection.run(Statement("name", "alter system set synchronous_standby_names = '*'"))
        try connection.run(Statement("commits", "alter system set synchronous_commit = 'remote_apply'"))
        try connection.run(Statement("reload", "select pg_reload_conf()"))
        let isSynchronous = Statement.one(
            "state", "select exists (select from pg_stat_replication where sync_state = 'sync') as is"
        ) {
            row throws(PostgresError) in try row["is", as: Bool.self]
        }
        while try !connection.run(isSynchronous) { usleep(20_000) }
    }

    /// What was confirmed by an answer before, while and after the primary went and its standby took over.
    private func confirmUnderLoad(
        _ primary: OwnServer, _ standby: Standby, while failOver: () throws -> Void
    ) throws -> [Reference] {
        var keywords = primary.keywords()
        keywords["host"] = "\(primary.socketFolder),\(standby.socketFolder)"
        keywords["port"] = "5432,5432"
        keywords["target_session_attrs"] = "read-write"
        let load = Load(ConnectionParameters(keywords)) { hold(at: $0) }
        load.awaitConfirmed(3)
        try failOver()
        load.awaitConfirmed(load.confirmed.count + 3)
        return load.end()
    }

    private func hold(at minutes: Int) -> Intent.Action {
        let start = Instant(secondsSinceEpoch: Int64(today.daysSinceEpoch + 2) * 86_400)
        return .hold(
            service: DeskPractice.swedish, therapist: TherapistID(rawValue: 1), room: RoomID(rawValue: 1),
            start: start.advanced(byMinutes: minutes), customer: CustomerID(rawValue: 1))
    }
}
