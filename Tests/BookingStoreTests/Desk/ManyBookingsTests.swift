import Availability
import Booking
import BookingStore
import Postgres
import Testing

/// What a desk asks with a caller on the phone goes by an index, however many bookings and mails there have been.
@Suite struct ManyBookingsTests {
    /// 8000 bookings of the past with a mail each, of 400 customers.
    private func practice() throws -> TestPractice {
        let practice = try TestPractice()
        try practice.run(
            """
            insert into customer (name, email, phone)
            select 'Customer ' || n, 'c' || n || '@example.com', '313 ' || n from generate_series(1, 400) n;
            insert into booking (reference, service_id, therapist_id, room_id, customer_id, status, blocks, blocked_from,
                                 starts_at, ends_at, therapist_released_at, room_released_at, made_by, made_on, made_at)
            select translate(upper(lpad(to_hex(n), 6, '0')), '01', 'XY'), 1, n % 8 + 1, n % 8 + 1, n % 400 + 3,
                   'confirmed', true, at, at, at + interval '1 hour', at + interval '1 hour', at + interval '1 hour',
                   'test', 'test', at - interval '3 days'
            from (select n, date_trunc('day', now()) - n / 8 * interval '3 hours' as at
                  from generate_series(1, 8000) n) each;
            insert into notification (booking_id, kind, recipient, message_id, status, sent_at)
            select id, 'confirmation', 'x@example.com', id || '@y', 'sent', now() from booking;
            analyze;
            """)
        return practice
    }

    private func plan(
        of statement: Statement<some Any>, _ parameters: [any Bindable], in practice: TestPractice
    ) throws -> String {
        var desk = try practice.desk()
        let explain = Statement.all("explain", "explain " + statement.sql, parameters) { row throws(PostgresError) in
            try row["QUERY PLAN", as: String.self]
        }
        return try desk.ask(explain).joined(separator: "\n")
    }

    @Test func `no reading of the desk goes through all of them`() throws {
        let practice = try practice()
        let span = Interval(practice.time(0), practice.time(1440))
        let (from, to) = (span.start.secondsSinceEpoch, span.end.secondsSinceEpoch)
        let customer = CustomerID(rawValue: 9)
        let plans = [
            ("holds", try plan(of: .holds, [], in: practice)),
            ("a span", try plan(of: .bookings(during: span), [from, to], in: practice)),
            ("found", try plan(of: .bookings(matching: "c77@example"), ["c77@example", "", 20], in: practice)),
            (
                "found by the reference",
                try plan(of: .bookings(matching: "XY2"), ["XY2", "XY2", 20], in: practice)
            ),
            ("of a customer", try plan(of: .bookings(of: customer, limit: 20), [customer.rawValue, 20], in: practice)),
            (
                "customers found",
                try plan(of: .customerRecords(matching: "c77@example"), ["c77@example", 20], in: practice)
            ),
            ("a customer", try plan(of: .customerRecord(customer), [customer.rawValue], in: practice)),
            ("mail log", try plan(of: .newestMails(limit: 50), [50], in: practice)),
        ]
        for (name, plan) in plans {
            let scans = plan.split(separator: "\n").filter { line in
                line.contains("Seq Scan on booking") || line.contains("Seq Scan on notification")
            }
            #expect(scans.isEmpty, "\(name): \(plan)")
        }
    }

    @Test func `the readings find what there is`() throws {
        let practice = try practice()
        var desk = try practice.desk()
        let held = try desk.hold(at: practice.time(600))
        #expect(try desk.ask(Statement.holds).map(\.reference) == [held.reference])
        let found = try desk.ask(Statement.bookings(matching: "c77@example", limit: 50))
        #expect(found.count == 20 && found.allSatisfy { $0.customer?.name == "Customer 77" })
        let customer = try #require(found.first?.customer)
        #expect(try desk.ask(Statement.bookings(of: customer.id, limit: 50)).map(\.id) == found.map(\.id))
        let record = try #require(try desk.ask(Statement.customerRecord(customer.id)).first)
        #expect(record.visits == 20 && record.last == found.first)
        #expect(try desk.ask(Statement.newestMails(limit: 3)).count == 3)
    }
}
