import Availability
import Booking
import BookingStore
import Postgres
import Testing

/// What a desk reads beside the bookings that block somebody.
struct DeskReadingTests {
    private func sheet(_ practice: TestPractice, _ store: inout Store) throws -> SheetReading {
        try store.ask(SheetRequest(span: Interval(practice.time(0), practice.time(1440))))
    }

    @Test func `a sheet has cancelled bookings, and no expired ones`() throws {
        let practice = try TestPractice()
        var desk = try practice.desk()
        let kept = try desk.hold(at: practice.time(600))
        let cancelled = try desk.hold(at: practice.time(720))
        try desk.cancel(cancelled)
        let expired = try desk.hold(at: practice.time(840))
        try practice.expire(expired)
        let reading = try sheet(practice, &desk)
        #expect(reading.bookings.map(\.reference) == [kept.reference, cancelled.reference])
        #expect(reading.bookings.map(\.status) == [.hold, .cancelled])
    }

    @Test func `a sheet names what its bookings are of, offered or not, as each by itself does`() throws {
        let practice = try TestPractice()
        var desk = try practice.desk()
        let held = try desk.hold(at: practice.time(600))
        let booked = try desk.confirm(try desk.hold(therapist: 2, room: 2, at: practice.time(600)))
        for table in ["service", "therapist", "room"] {
            try practice.sql("update \(table) set active = false where id = 1")
        }
        let reading = try sheet(practice, &desk)
        #expect(reading.bookings.map(\.reference) == [held.reference, booked.reference])
        for var booking in reading.bookings {
            let alone = try #require(try desk.ask(Statement.booking(booking.reference)))
            // The time left is of the moment of asking.
            booking.hold?.millisecondsLeft = alone.hold?.millisecondsLeft ?? 0
            #expect(booking == alone)
        }
        #expect(!reading.schedule.catalog.services.contains { $0.id == held.service.id })
        #expect(!reading.schedule.catalog.therapists.contains { $0.id == held.therapist.id })
        #expect(!reading.schedule.catalog.rooms.contains { $0.id == held.room.id })
    }

    // That it stays otherwise cannot be seen here: other tests write to the same server at the same time.
    @Test func `the state is another after each change`() throws {
        let practice = try TestPractice()
        var desk = try practice.desk()
        let before = try sheet(practice, &desk).state
        try desk.hold(at: practice.time(600))
        #expect(try desk.ask(Statement.databaseState) != before)
    }

    @Test func `a change that was under way during the reading shows in the state, too`() throws {
        let practice = try TestPractice()
        var desk = try practice.desk()
        var owner = try practice.owner()
        var before: DatabaseState?
        try owner.transaction { connection in
            try connection.run(Statement("change", "update practice set phone = '1'"))
            before = try sheet(practice, &desk).state
        }
        #expect(try desk.ask(Statement.databaseState) != before)
    }

    @Test
    func `mails count while they are on their way, and failures while the booking is to come and nothing newer went`()
        throws
    {
        let practice = try TestPractice()
        var desk = try practice.desk()
        let booked = try desk.confirm(try desk.hold(at: practice.time(600)))
        #expect(try desk.ask(Statement.mailCounts) == MailCounts(queued: 1, failed: 0))
        try practice.sql("update notification set status = 'failed', last_error = '550'")
        #expect(try desk.ask(Statement.mailCounts) == MailCounts(queued: 0, failed: 1))
        _ = try desk.ask(Statement.resendMail(booked.reference))
        #expect(try desk.ask(Statement.mailCounts) == MailCounts(queued: 1, failed: 0))
        try practice.sql("update notification set status = 'failed', last_error = '550' where status = 'queued'")
        try desk.cancel(booked)
        #expect(try desk.ask(Statement.mailCounts) == MailCounts(queued: 0, failed: 0))
    }

    @Test func `customers come with the visits that took place, and the latest of them`() throws {
        let practice = try TestPractice()
        var desk = try practice.desk()
        for (start, status) in [(600, "completed"), (720, "completed"), (840, "no_show"), (960, "confirmed")] {
            let booked = try desk.confirm(try desk.hold(at: practice.time(start)))
            // All but the last are moved a month back.
            try practice.sql(
                """
                update booking set status = $2, blocked_from = blocked_from - shift, starts_at = starts_at - shift,
                    ends_at = ends_at - shift, therapist_released_at = therapist_released_at - shift,
                    room_released_at = room_released_at - shift
                from (select case when $2 = 'confirmed' then interval '0' else interval '30 days' end as shift) by
                where reference = $1
                """, [booked.reference.description, status])
        }
        let found = try #require(try desk.ask(Statement.customerRecords(matching: "smith")).first)
        #expect((found.customer.name, found.visits) == ("Jo Smith", 2))
        #expect(found.last?.starts == practice.time(720).advanced(byMinutes: -30 * 1440))
        let upcoming = try #require(try desk.ask(Statement.bookings(matching: "jo")).first)
        #expect(upcoming.starts == practice.time(960))
        let visits = try desk.ask(Statement.visits(ofCustomerOf: upcoming.reference))
        #expect((visits.count, visits.last) == (2, found.last?.starts))
    }

    @Test func `bookings are found by the beginning of their reference, but not by a wildcard`() throws {
        let practice = try TestPractice()
        var desk = try practice.desk()
        let held = try desk.hold(at: practice.time(600))
        let prefix = held.reference.description.prefix(4)
        #expect(try desk.ask(Statement.bookings(matching: "\(prefix)")).map(\.reference) == [held.reference])
        #expect(try desk.ask(Statement.bookings(matching: "%")) == [])
        #expect(try desk.ask(Statement.bookings(matching: "__")) == [])
    }

    @Test func `the mail log has each mail with its booking, newest first`() throws {
        let practice = try TestPractice()
        var desk = try practice.desk()
        let first = try desk.confirm(try desk.hold(at: practice.time(600)))
        let second = try desk.confirm(try desk.hold(at: practice.time(720)))
        let log = try desk.ask(Statement.newestMails(limit: 10))
        #expect(log.map(\.booking.reference) == [second.reference, first.reference])
        #expect(log.map(\.notification.booking) == [second.reference, first.reference])
    }

    @Test func `a mail that is uncertain is not counted as failed`() throws {
        let practice = try TestPractice()
        var desk = try practice.desk()
        try desk.confirm(try desk.hold(at: practice.time(600)))
        try practice.sql("update notification set status = 'uncertain', last_error = 'lost'")
        #expect(try desk.ask(Statement.mailCounts) == MailCounts(queued: 0, failed: 0, uncertain: 1))
    }

    @Test func `the mail log begins with what did not arrive, however many newer mails there are`() throws {
        let practice = try TestPractice()
        var desk = try practice.desk()
        let failed = try desk.confirm(try desk.hold(at: practice.time(600)))
        try practice.sql("update notification set status = 'failed', last_error = '550'")
        let later = try [720, 840].map { try desk.confirm(try desk.hold(at: practice.time($0))) }
        let log = try desk.ask(Statement.newestMails(limit: 1))
        #expect(log.map(\.booking.reference) == [failed.reference, later[1].reference])
        #expect(log.map(\.isUndelivered) == [true, false])
        let whole = try desk.ask(Statement.newestMails(limit: 9))
        #expect(whole.map(\.booking.reference) == [failed.reference, later[1].reference, later[0].reference])
    }
}
