import Availability
import Booking
import BookingStore
import Postgres
import Testing

/// The mail on the day before. The practice's day begins two days from now at most, so that a reminder of 72 hours is
/// due.
@Suite struct ReminderTests {
    private let practice: TestPractice

    init() throws {
        practice = try TestPractice()
        try practice.sql("update practice set reminder_hours = 72")
    }

    /// A booking that was made so many hours ago, and whose confirmation was sent.
    private func book(hoursAgo: Int, at minute: Int = 600) throws -> Booking {
        var desk = try practice.desk()
        let booked = try desk.confirm(try desk.hold(at: practice.time(minute)))
        try practice.run(
            """
            set session_replication_role = replica;
            update booking_history set at = at - interval '\(hoursAgo) hours' where booking_id = \(booked.id.rawValue);
            """)
        for mail in try desk.claim(as: "worker") {
            _ = try desk.record(.sent(providerID: "7"), of: mail)
        }
        return booked
    }

    private func kinds(_ booking: Booking) throws -> [Notification.Kind] {
        var desk = try practice.desk()
        _ = try desk.ask(Statement.queueReminders)
        return try desk.ask(Statement.notifications(of: booking.reference)).map(\.kind)
    }

    @Test func `who booked early is reminded, once`() throws {
        let booked = try book(hoursAgo: 100)
        #expect(try kinds(booked) == [.confirmation, .reminder])
        #expect(try kinds(booked) == [.confirmation, .reminder])
    }

    @Test func `who booked later than the reminder would have come is not`() throws {
        #expect(try kinds(book(hoursAgo: 1)) == [.confirmation])
    }

    @Test func `nobody is reminded before it is time, or where the practice wants none`() throws {
        let booked = try book(hoursAgo: 100)
        for hours in [0, 1] {
            try practice.sql("update practice set reminder_hours = $1::integer", [hours])
            #expect(try kinds(booked) == [.confirmation])
        }
    }

    @Test func `a reminder is withdrawn with its booking, and when the appointment has begun`() throws {
        var desk = try practice.desk()
        let cancelled = try book(hoursAgo: 100)
        let begun = try book(hoursAgo: 100, at: 720)
        _ = try kinds(cancelled)
        try desk.cancel(cancelled)
        try practice.sql(
            "update booking set starts_at = date_trunc('minute', now()), blocked_from = date_trunc('minute', now()) "
                + "where reference = $1", [begun.reference.description])
        #expect(try desk.claim(as: "worker").map(\.notification.kind) == [.cancellation])
        let reminders = try desk.ask(Statement.newestNotifications(limit: 9)).filter { $0.kind == .reminder }
        #expect(reminders.map(\.status) == [.failed, .failed])
        #expect(reminders.first?.lastError == "withdrawn: the appointment had begun")
        #expect(try desk.ask(Statement.mailCounts).failed == 0, "what was withdrawn needs nobody's attention")
    }

    @Test func `a move makes a new reminder due, unless it is itself as late as one`() throws {
        var desk = try practice.desk()
        let booked = try book(hoursAgo: 100)
        _ = try kinds(booked)
        try desk.move(booked, to: practice.time(720))
        #expect(try kinds(booked).suffix(2) == [.reminder, .moved])
    }
}
