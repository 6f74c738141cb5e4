import BookingStore
import Postgres
import TestSupport
import Testing

/// What waits to be sent in a program's database, as a test arranges it.
struct TestOutbox {
    private let url: String

    init(of program: Program) throws {
        url = try #require(program.environment["DATABASE_URL"])
    }

    func sql(_ command: String) throws {
        var connection = try Connection.open(ConnectionParameters(url))
        try connection.run(script: "set search_path = touchbase, public; " + command, named: "a test's command")
        connection.close()
    }

    func number(_ query: String) throws -> Int {
        var connection = try Connection.open(ConnectionParameters(url))
        defer { connection.close() }
        try connection.run(Statement<Int>("search path", "set search_path = touchbase, public"))
        let statement = Statement<Int>.one("a test's question", "select (\(query))::bigint as number") {
            row throws(PostgresError) in try row["number"]
        }
        return try connection.run(statement)
    }

    /// As many confirmed bookings with a queued mail each, whatever the practice's hours are.
    func queue(_ count: Int) throws {
        try sql(
            """
            insert into customer (name, email) values ('Alex Morgan', 'alex@example.com');
            with made as (
                insert into booking (reference, service_id, therapist_id, room_id, customer_id, status, blocks, blocked_from,
                                     starts_at, ends_at, therapist_released_at, room_released_at, made_by, made_on)
                select translate(lpad(upper(to_hex(n)), 6, 'Z'), '01', 'XY'), 1, 1, 1, 1, 'confirmed', true, starts,
                       starts, starts + interval '30 minutes', starts + interval '30 minutes',
                       starts + interval '30 minutes', 'Dana', 'desk-1'
                from generate_series(1, \(count)) n,
                     lateral (select date_trunc('day', now()) + interval '9 days' + n * interval '30 minutes' as starts) t
                returning id)
            select queue_mail(id, 'confirmation') from made;
            """)
    }

    /// What the dead had begun is others' at last.
    func letLeasesEnd() throws {
        try sql(
            """
            update notification set leased_until = clock_timestamp() where status = 'sending';
            update mail_worker set called_until = clock_timestamp();
            """)
    }

    /// The workers hand over nothing more of what they have begun.
    func letStartsPass() throws {
        try sql("update mail_worker set starts_until = clock_timestamp()")
    }
}
