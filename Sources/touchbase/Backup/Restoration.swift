import Booking
import BookingStore
import EmbeddedServer
import FoundationEssentials
import Glibc
import Postgres

/// Puts a backup in the place of what a database holds: all of it or nothing, in one transaction.
struct Restoration {
    let archive: Archive
    /// For what is unpacked on the way, where nobody else can read it; made if need be.
    let folder: String

    /// How much there is in a database.
    struct Contents: Equatable, Sendable {
        var bookings: Int
        var customers: Int
        var services: Int

        var isEmpty: Bool { self == Contents(bookings: 0, customers: 0, services: 0) }
    }

    /// What is there afterwards.
    struct Outcome: Sendable {
        var contents: Contents
        /// The mails of bookings yet to come that somebody has to decide upon.
        var heldBack: [Notification]
    }

    /// - Parameter replacing: what is there may go. Else the database must be empty.
    func run(_ database: borrowing DatabaseAccess, replacing: Bool) throws -> Outcome {
        let programs = try database.programs()
        try archive.verify(with: programs)
        let there = try Self.contents(database)
        guard replacing || there.isEmpty else {
            throw Failure(
                code: .conflict,
                message: """
                    That database holds \(counted(there.bookings, "booking")), \(counted(there.customers, "customer")) and \
                    \(counted(there.services, "service")). Nothing was changed. To give them up for the backup: add --replace.
                    """)
        }
        try Self.requireRights(database)
        try unpackAndRun(database, programs)
        var connection = try database.connect()
        _ = try Migrator.migrate(&connection)
        connection.close()
        var store = try Store(database.parameters, as: .owner)
        return Outcome(contents: try Self.contents(database), heldBack: try store.ask(Statement.heldBackMails))
    }

    /// What the script would be refused in the words of SQL.
    private static func requireRights(_ database: borrowing DatabaseAccess) throws {
        var connection = try database.connect()
        let rights = try SchemaRights.read(&connection)
        do throws(SchemaError) {
            try rights.requireOwner()
            try rights.requireDeskRole()
        } catch {
            throw StoreError.schema(error)
        }
    }

    private func unpackAndRun(_ database: borrowing DatabaseAccess, _ programs: ClientPrograms) throws {
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o700]
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: attributes)
        let leftovers = Leftovers(folder: folder, beginning: "restore-")
        leftovers.clear()
        let scratch = leftovers.own
        guard mkdir(scratch, 0o700) == 0 else { throw EmbeddedServerError(errno: errno, path: folder) }
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        let (before, script, after) = ("\(scratch)/before.sql", "\(scratch)/backup.sql", "\(scratch)/after.sql")
        try Self.before.write(toFile: before, atomically: false, encoding: .utf8)
        try Self.after.write(toFile: after, atomically: false, encoding: .utf8)
        try archive.unpack(to: script, with: programs)
        try database.run(
            programs, "psql",
            [
                "--no-psqlrc", "--no-password", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1",
                "--output=/dev/null", "--file=\(before)", "--file=\(script)", "--file=\(after)",
            ], orElse: "The backup was not restored, and nothing was changed")
    }

    /// What the backup gives rights to has to be there, with the owner among its members, and what it makes must not.
    private static let before = """
        do $$
        begin
            if not exists (select from pg_roles where rolname = 'touchbase_desk') then
                create role touchbase_desk nologin;
            end if;
            if not pg_has_role(current_user, 'touchbase_desk', 'member') then
                execute format('grant touchbase_desk to %I', current_user);
            end if;
        end $$;
        \(HeldBackMail.scripts.before)
        drop schema if exists touchbase cascade;

        """

    /// Desks that are open read everything again. A schema that is newer than this program is not for it to put in.
    private static let after = """
        do $$
        begin
            if (select max(version) from touchbase.migration) > \(Migrator.newestVersion) then
                raise exception 'the backup is of a newer TouchBase: update this program';
            end if;
        end $$;
        \(HeldBackMail.scripts.after)
        notify touchbase, 'booking:0';

        """

    private static func contents(_ database: borrowing DatabaseAccess) throws -> Contents {
        var connection = try database.connect()
        let isThere = Statement.one("our tables", "select to_regclass('touchbase.booking') is not null as found") {
            row throws(PostgresError) in try row["found", as: Bool.self]
        }
        guard try connection.run(isThere) else { return Contents(bookings: 0, customers: 0, services: 0) }
        return try connection.run(
            Statement.one(
                "contents",
                """
                select (select count(*) from touchbase.booking) as bookings,
                       (select count(*) from touchbase.customer) as customers,
                       (select count(*) from touchbase.service) as services
                """
            ) { row throws(PostgresError) in
                Contents(
                    bookings: try row["bookings"], customers: try row["customers"], services: try row["services"])
            })
    }
}
