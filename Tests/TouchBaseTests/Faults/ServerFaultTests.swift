import Availability
import Booking
import BookingStore
import Foundation
import Glibc
import Postgres
import TestSupport
import Testing

@testable import touchbase

/// The real desk while its whole server fails, and others are booking.
final class ServerFaultTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func fill(_ server: OwnServer) throws {
        var connection = try server.database.connect(session: .patient)
        _ = try Migrator.migrate(&connection)
        try connection.run(script: DeskPractice.content, named: "fill the practice")
    }

    private func desk(_ url: String) throws -> DeskTerminal {
        try .live(Program(home: folder.path, database: url))
    }

    private static func hold(_ hours: Int, therapist: Int32 = 1) -> Intent.Action {
        let start = Instant(secondsSinceEpoch: Int64(time(nil)) / 86_400 * 86_400 + 172_800)
        return .hold(
            service: DeskPractice.swedish, therapist: TherapistID(rawValue: therapist),
            room: RoomID(rawValue: therapist),
            start: start.advanced(byMinutes: hours * 60), customer: CustomerID(rawValue: 1))
    }

    @Test func `a server that is restarted, fast or at once, or crashes, under load loses nothing that was confirmed`()
        throws
    {
        let server = try OwnServer("synchronous_commit = on\n")
        try fill(server)
        var watcher = Watcher(try desk(server.database.url))
        let loads = (1...3).map { number in
            Load(server.database.parameters()) { minutes in Self.hold(minutes / 60, therapist: Int32(number)) }
        }
        for (signal, name) in [
            (SIGINT, "the server is restarted under load (fast)"),
            (SIGQUIT, "the server is restarted under load (immediate)"), (SIGKILL, "the server is killed under load"),
        ] {
            for load in loads { load.awaitConfirmed(load.confirmed.count + 2) }
            // It may be back sooner than anybody sees that it was away: not before it was told.
            try server.stop(signal)
            let named = try watcher.see("reconnecting", within: .seconds(8))
            try server.start()
            let back = try watcher.see("● live", within: .seconds(20))
            try FaultTable.note(
                name, shown: "`reconnecting`", after: named, slowestKey: watcher.slowestKey, back: back)
        }
        for load in loads { load.awaitConfirmed(load.confirmed.count + 2) }
        let acknowledged = loads.flatMap { $0.end() }.map(\.description)
        var store = try Store(server.database.parameters())
        let histories = try store.ask(
            Statement.all(
                "histories",
                """
                select b.reference, string_agg(h.to_status, ' ' order by h.id) as states
                from booking b join booking_history h on h.booking_id = b.id where b.status = 'confirmed' group by b.id
                """
            ) { row throws(PostgresError) in
                (try row["reference", as: String.self], try row["states", as: String.self])
            })
        #expect(Set(acknowledged).subtracting(histories.map(\.0)) == [])
        #expect(histories.allSatisfy { $0.1 == "hold confirmed" })
        _ = try store.perform(Intent(Self.hold(5000), by: Desk(staff: "Uma", terminal: "desk-9")))
        #expect(throws: Never.self) { try watcher.desk.see("live") }
    }

    @Test func `when no connection is left it is named, and the first that is free is taken`() throws {
        let server = try OwnServer("max_connections = 12\nsuperuser_reserved_connections = 0\n")
        try fill(server)
        var watcher = Watcher(try desk(server.database.url))
        var owner = try server.database.connect()
        let others = Statement(
            "end the others",
            "select pg_terminate_backend(pid) from pg_stat_activity "
                + "where backend_type = 'client backend' and pid <> pg_backend_pid() and application_name <> 'filler'")
        var fillers: [Filler] = []
        let start = ContinuousClock.now
        // Whoever comes back meanwhile is sent away again, until there is no place for anybody.
        while .now < start + .seconds(20) {
            try owner.run(others)
            while let filler = Filler(server.database) { fillers.append(filler) }
            if fillers.count == 11 { break }
        }
        #expect(fillers.count == 11)
        try watcher.see("reconnecting", within: .seconds(8))
        let named = ContinuousClock.now - start
        fillers = []
        let back = try watcher.see("● live", within: .seconds(20))
        try FaultTable.note(
            "no connection is left", shown: "`reconnecting`", after: named, slowestKey: watcher.slowestKey, back: back)
    }

    @Test(.enabled(if: TinyDisk.isAllowed, "only root may mount a disk to fill: a full disk was not looked at"))
    func `a full disk is named and changes nothing, and when there is room again all goes on`() throws {
        let server = try OwnServer("max_wal_size = 32MB\nsynchronous_commit = on\n", diskMegabytes: 160)
        try fill(server)
        let disk = try #require(server.disk)
        let desk = try desk(server.database.url)
        var rival = try Store(server.database.parameters())
        try disk.fill()
        let start = ContinuousClock.now
        let refusal = #expect(throws: StoreError.self) {
            for hour in 0..<5000 { _ = try rival.perform(Intent(Self.hold(hour), by: DeskPractice.rival)) }
        }
        guard case .database(let error)? = refusal else {
            Issue.record("\(String(describing: refusal))")
            return
        }
        #expect(error.message == "The disk of the database's server is full: nothing was changed.")
        desk.type("nhot\r")
        try desk.see("1–9 of")
        desk.type("1")
        try desk.see("is full", within: .seconds(10))
        let named = ContinuousClock.now - start
        disk.free()
        desk.type("1")
        try desk.see("held for you", within: .seconds(10))
        try FaultTable.note(
            "the disk is full", shown: "`The disk of the database's server is full`", after: named, slowestKey: .zero,
            back: nil)
    }

    @Test(
        .enabled(
            if: TinyDisk.isAllowed,
            "only root may mount a disk to fill: one without room for a commit was not looked at"))
    func `a server that dies of a full disk is named, and all that was confirmed is there when it is back`() throws {
        let server = try OwnServer("max_wal_size = 32MB\nsynchronous_commit = on\n", diskMegabytes: 160)
        try fill(server)
        let disk = try #require(server.disk)
        var watcher = Watcher(try desk(server.database.url))
        let load = Load(server.database.parameters()) { minutes in Self.hold(minutes / 60) }
        load.awaitConfirmed(3)
        var owner = try server.database.connect()
        try disk.fill()
        // No room for the next of the files that commits are written to: PostgreSQL gives up.
        let end = ContinuousClock.now + .seconds(20)
        while !owner.isClosed, .now < end {
            _ = try? owner.run(Statement("write", "select pg_logical_emit_message(false, '', '')"))
            _ = try? owner.run(Statement("next file", "select pg_switch_wal()"))
        }
        let isGone = owner.isClosed
        #expect(isGone)
        let named = try watcher.see("reconnecting", within: .seconds(8))
        disk.free()
        try server.stop(SIGKILL)
        try server.start()
        let back = try watcher.see("● live", within: .seconds(20))
        load.awaitConfirmed(load.confirmed.count + 2)
        let acknowledged = load.end().map(\.description)
        var store = try Store(server.database.parameters())
        let found = try store.ask(
            Statement.all("confirmed", "select reference from booking where status = 'confirmed'") {
                row throws(PostgresError) in try row["reference", as: String.self]
            })
        #expect(Set(acknowledged).subtracting(found) == [])
        try FaultTable.note(
            "the server dies of a full disk", shown: "`reconnecting`", after: named, slowestKey: watcher.slowestKey,
            back: back)
    }

    @Test(
        .enabled(
            if: FarHost.isAllowed, "only root may make a host of its own: a half-open link was not looked at"))
    func `a link that swallows everything is named within 20 seconds, and heals`() throws {
        let host = try FarHost()
        let server = try OwnServer(
            "listen_addresses = '\(host.here)'\n",
            access: "local all all trust\nhost all all \(host.there)/32 trust\n")
        try fill(server)
        var program = Program(home: folder.path, database: "postgres://touchbase@\(host.here):5432/touchbase")
        let (path, arguments) = host.command(program.path)
        program.path = path
        let desk = try DeskTerminal(program, arguments)
        try desk.see("● live")
        var watcher = Watcher(desk)
        try host.swallow()
        let named = try watcher.see("reconnecting", within: .seconds(20))
        var rival = try Store(server.database.parameters())
        _ = try rival.perform(Intent(Self.hold(1), by: DeskPractice.rival))
        try host.heal()
        let back = try watcher.see("● live", within: .seconds(30))
        try watcher.see("desk-2", within: .seconds(20))
        try FaultTable.note(
            "a link over the network swallows everything", shown: "`reconnecting`", after: named,
            slowestKey: watcher.slowestKey, back: back)
    }
}

/// A session that only takes a place; nil when there is none left.
private final class Filler {
    private let connection: Connection

    init?(_ database: TestDatabase) {
        var settings = SessionSettings()
        settings.applicationName = "filler"
        guard let connection = try? database.connect(session: settings) else { return nil }
        self.connection = connection
    }
}
