import Availability
import Booking
import BookingStore
import FrontDesk
import Glibc
import Postgres
import TestSupport
import Testing

@testable import touchbase

struct BackOfficeTests {
    private let today = LocalDate(daysSinceEpoch: time(nil) / 86_400)

    @Test func `the first reading has the practice, its zone, the bookings and the mails`() throws {
        let practice = try DeskPractice()
        var rival = try practice.store()
        let start = try practice.hour(30)
        let held = try rival.perform(Intent(practice.hold(at: start, customer: 1), by: DeskPractice.rival))
        _ = try rival.perform(Intent(.confirm(held.reference, customer: nil), by: DeskPractice.rival))
        var driver = BackOfficeDriver(practice)
        driver.perform(.load(first: today, days: 28))
        let sheet = try driver.sheet()
        #expect(sheet.catalog.therapists.map(\.name) == ["Ana Ruiz", "Ben Okafor", "Chloe Tan"])
        #expect(sheet.schedule.zone.identifier == "America/Detroit")
        #expect(sheet.bookings.map(\.reference) == [held.reference])
        #expect(sheet.schedule.occupancies.map(\.reference) == [held.reference.description])
        let queued = try driver.next { if case .mailCounts(let queued, _, _) = $0 { queued } else { nil } }
        #expect(queued == 1)
    }

    @Test func `with the days come the holds of all others`() throws {
        let practice = try DeskPractice()
        var rival = try practice.store()
        let far = try rival.perform(
            Intent(practice.hold(at: try practice.hour(24 * 200)), by: DeskPractice.rival))
        var driver = BackOfficeDriver(practice)
        driver.perform(.load(first: today, days: 7))
        #expect(try driver.sheet().bookings.isEmpty)
        let holds = try driver.next { if case .holds(let holds, _) = $0 { holds } else { nil } }
        #expect(holds.map(\.reference) == [far.reference])
    }

    @Test func `the practice's own day is read whole before its zone is known, and nothing but it is covered`() throws {
        let practice = try DeskPractice()
        for zone in ["Pacific/Kiritimati", "America/Detroit", "Pacific/Niue"] {
            try practice.sql("delete from booking")
            try practice.sql("update practice set zone = '\(zone)'")
            try practice.sql(book("K7M2QX", at: "interval '0:00'", in: zone))
            try practice.sql(book("K7M2QY", at: "interval '23:00'", in: zone))
            var driver = BackOfficeDriver(practice)
            driver.perform(.loadToday)
            let sheet = try driver.sheet()
            let today = sheet.schedule.zone.localDateTime(at: sheet.schedule.now).date
            #expect(sheet.schedule.span == sheet.schedule.zone.day(today))
            #expect(sheet.bookings.map(\.reference.description) == ["K7M2QX", "K7M2QY"], "\(zone)")
            #expect(sheet.bookings.allSatisfy { sheet.schedule.span.contains($0.starts) })
        }
    }

    /// An hour's booking of the day that it is in a zone, past or to come.
    private func book(_ reference: String, at time: String, in zone: String) -> String {
        """
        insert into booking (reference, service_id, therapist_id, room_id, customer_id, status, blocks, blocked_from,
                             starts_at, ends_at, therapist_released_at, room_released_at, made_by, made_on)
        select '\(reference)', 1, 1, 1, 1, 'confirmed', true, start, start, start + interval '1 hour',
               start + interval '1 hour', start + interval '1 hour', 'Rae', 'desk-2'
        from (select (date_trunc('day', now() at time zone '\(zone)') + \(time)) at time zone '\(zone)' as start) slot
        """
    }

    @Test func `an answer is told before anything else is asked`() throws {
        let practice = try DeskPractice()
        var driver = BackOfficeDriver(practice)
        driver.perform(.load(first: today, days: 7))
        _ = try driver.sheet()
        #expect(driver.office.session.queue.current == nil)
        try driver.hears { if case .holds = $0 { true } else { false } }
    }

    @Test func `the days that were asked for are covered whole in every zone`() throws {
        let practice = try DeskPractice()
        for zone in ["Pacific/Kiritimati", "America/Detroit", "Pacific/Niue"] {
            try practice.sql("update practice set zone = '\(zone)'")
            var driver = BackOfficeDriver(practice)
            driver.perform(.load(first: today, days: 7))
            let schedule = try driver.sheet().schedule
            for offset in [0, 6] {
                let day = schedule.zone.day(today.advanced(byDays: offset))
                #expect(schedule.span.contains(day), "\(zone) \(offset)")
            }
        }
    }

    @Test func `a hold, its confirmation and its cancellation are made and answered`() throws {
        let practice = try DeskPractice()
        var driver = BackOfficeDriver(practice)
        driver.perform(.perform(practice.hold(at: try practice.hour(30)), Ticket(number: 1)))
        let held = try driver.answer(to: Ticket(number: 1)).get()
        #expect((held.status, held.madeBy.terminal) == (.hold, "desk-1"))
        driver.perform(.perform(.confirm(held.reference, customer: CustomerID(rawValue: 1)), Ticket(number: 2)))
        #expect(try driver.answer(to: Ticket(number: 2)).get().customer?.name == "Jo Smith")
        driver.perform(.perform(.cancel(held.reference, reason: "ill"), Ticket(number: 3)))
        #expect(try driver.answer(to: Ticket(number: 3)).get().status == .cancelled)
    }

    @Test func `the loser of a race learns who has the slot`() throws {
        let practice = try DeskPractice()
        let start = try practice.hour(30)
        var rival = try practice.store()
        let theirs = try rival.perform(Intent(practice.hold(at: start), by: DeskPractice.rival))
        var driver = BackOfficeDriver(practice)
        driver.perform(.perform(practice.hold(at: start), Ticket(number: 1)))
        guard case .failure(.conflict(let conflict)) = try driver.answer(to: Ticket(number: 1)),
            case .taken(let blocker, .therapist) = conflict.cause
        else {
            Issue.record("no conflict")
            return
        }
        #expect((blocker.reference, blocker.madeBy) == (theirs.reference, DeskPractice.rival))
    }

    @Test func `what the rules are against comes with the rules as they are now`() throws {
        let practice = try DeskPractice()
        let start = try practice.hour(30)
        var driver = BackOfficeDriver(practice)
        driver.perform(.load(first: today, days: 7))
        _ = try driver.sheet()
        let (from, to) = (start.secondsSinceEpoch, start.secondsSinceEpoch + 3600)
        try practice.sql(
            "insert into time_off (therapist_id, during) "
                + "values (1, tstzrange(to_timestamp(\(from)), to_timestamp(\(to))))")
        driver.perform(.perform(practice.hold(at: start), Ticket(number: 1)))
        guard case .failure(.notBookable(let reasons)) = try driver.answer(to: Ticket(number: 1)) else {
            Issue.record("it was bookable")
            return
        }
        #expect(reasons == [.timeOff(TherapistID(rawValue: 1), Interval(start, start.advanced(byMinutes: 60)))])
        try driver.hears { if case .changed = $0 { true } else { false } }
    }

    @Test func `another desk's change is announced by itself`() throws {
        let practice = try DeskPractice()
        var driver = BackOfficeDriver(practice)
        driver.perform(.load(first: today, days: 7))
        _ = try driver.sheet()
        var rival = try practice.store()
        _ = try rival.perform(Intent(practice.hold(at: try practice.hour(30)), by: DeskPractice.rival))
        try driver.hears(within: .seconds(1)) { if case .changed = $0 { true } else { false } }
    }

    @Test func `a change that nobody announced is found within a quarter of a minute`() throws {
        let practice = try DeskPractice()
        var driver = BackOfficeDriver(practice)
        driver.perform(.load(first: today, days: 7))
        _ = try driver.sheet()
        try practice.sql("update practice set brand = 'Elsewhere'")
        let early = driver.office.advance(at: .now + .seconds(11))
        let isChange = { (message: Message) in if case .changed = message { true } else { false } }
        #expect(!early.contains(where: isChange))
        // The sign of life that was asked for comes in.
        while driver.office.session.queue.current != nil { driver.turn(until: .now + .seconds(2)) }
        let late = driver.office.advance(at: .now + .seconds(16))
        if !late.contains(where: isChange) { try driver.hears(isChange) }
    }

    @Test func `a mail that moves changes the counts without a whole reading`() throws {
        let practice = try DeskPractice()
        var driver = BackOfficeDriver(practice)
        driver.perform(.load(first: today, days: 7))
        _ = try driver.sheet()
        try practice.sql(
            """
            with made as (
                insert into booking (reference, service_id, therapist_id, room_id, customer_id, status, blocks,
                    blocked_from, starts_at, ends_at, therapist_released_at, room_released_at, made_by, made_on)
                select 'K7M2QX', 1, 1, 1, 1, 'confirmed', true, s, s, s + interval '1 hour', s + interval '1 hour',
                       s + interval '1 hour', '', ''
                from (select date_trunc('hour', now()) + interval '1 day' as s) t returning id),
            mailed as (
                insert into notification (booking_id, kind, recipient, message_id, status, last_error)
                select id, 'confirmation', 'jo@example.com', 'x@y', 'failed', '550 no such user' from made returning id)
            select pg_notify('touchbase', 'mail:' || id) from mailed
            """)
        let failed = try driver.next { message -> Int? in
            if case .mailCounts(_, let failed, _) = message, failed > 0 { failed } else { nil }
        }
        #expect(failed == 1)
        driver.perform(.loadMail)
        let log = try driver.next { if case .mailLog(let entries) = $0 { entries } else { nil } }
        #expect(log.map(\.notification.lastError) == ["550 no such user"])
        #expect(log.first?.text.contains("Swedish 60") == true)
    }

    @Test func `customers are found with their visits, and made in place`() throws {
        let practice = try DeskPractice()
        var driver = BackOfficeDriver(practice)
        driver.perform(.findCustomers("0142"))
        let found = try driver.next { if case .customersFound("0142", let found) = $0 { found } else { nil } }
        #expect(found.map(\.customer.name) == ["Jo Smith"])
        #expect((found.first?.visits, found.first?.last) == (0, nil))
        driver.perform(.addCustomer(TypedCustomer(name: "Ana María", email: "", phone: "")))
        let made = try driver.next { if case .customerAdded(let result) = $0 { result } else { nil } }
        #expect(try made.get().name == "Ana María")
        let known = try #require(found.first?.customer)
        let same = TypedCustomer(name: "Somebody Else", email: try #require(known.email), phone: "")
        driver.perform(.addCustomer(same))
        let taken = try driver.next { if case .emailTaken(let taken) = $0 { taken } else { nil } }
        #expect(taken.customer == known)
        driver.perform(.adoptCustomer(same))
        let adopted = try driver.next { if case .customerAdded(let result) = $0 { result } else { nil } }
        #expect(try adopted.get() == known)
        driver.perform(.addCustomer(TypedCustomer(name: "X", email: "x@@y", phone: "")))
        let refused = try driver.next { if case .customerAdded(let result) = $0 { result } else { nil } }
        #expect(throws: DeskFailure("An email is written name@example.com, or left empty.")) { try refused.get() }
    }

    @Test func `a customer's file has all their bookings, and what is changed in it other desks hear`() throws {
        let practice = try DeskPractice()
        var store = try practice.store()
        let far = try store.perform(
            Intent(practice.hold(at: try practice.hour(24 * 200), customer: 1), by: DeskPractice.rival))
        var driver = BackOfficeDriver(practice)
        var other = BackOfficeDriver(practice)
        other.perform(.load(first: LocalDate(daysSinceEpoch: time(nil) / 86_400), days: 7))
        _ = try other.sheet()
        let id = CustomerID(rawValue: 1)
        driver.perform(.loadCustomer(id))
        let file = try driver.next { if case .customerRead(let file) = $0 { file } else { nil } }
        #expect(file.found.customer.name == "Jo Smith" && file.bookings.map(\.reference) == [far.reference])
        let seen = file.found.customer
        driver.perform(
            .changeCustomer(
                from: seen, to: TypedCustomer(name: "Jo Smith", email: "", phone: "313 555 0100", notes: "No oil")))
        let changed = try driver.next { if case .customerChanged(let result) = $0 { result } else { nil } }
        #expect(try changed.get() == Customer(id: id, name: "Jo Smith", phone: "313 555 0100", notes: "No oil"))
        try other.hears { if case .changed = $0 { true } else { false } }
        driver.perform(.changeCustomer(from: seen, to: TypedCustomer(name: "Jo Smith", email: "", phone: "1")))
        let conflict = try driver.next { if case .customerContested(let conflict) = $0 { conflict } else { nil } }
        #expect(try conflict.customer == changed.get())
        let nobody = Customer(id: CustomerID(rawValue: 99), name: "X")
        driver.perform(.changeCustomer(from: nobody, to: TypedCustomer(name: "Y", email: "", phone: "")))
        let refused = try driver.next { if case .customerChanged(let result) = $0 { result } else { nil } }
        #expect(throws: DeskFailure("There is no such customer any more.")) { try refused.get() }
    }

    @Test func `details and mails of a booking are read, and its mail is sent again`() throws {
        let practice = try DeskPractice()
        var driver = BackOfficeDriver(practice)
        driver.perform(.perform(practice.hold(at: try practice.hour(30), customer: 1), Ticket(number: 1)))
        let held = try driver.answer(to: Ticket(number: 1)).get()
        driver.perform(.resend(held.reference))
        let refused = try driver.next { if case .resent(let result) = $0 { result } else { nil } }
        #expect(throws: DeskFailure.self) { try refused.get() }
        driver.perform(.perform(.confirm(held.reference, customer: nil), Ticket(number: 2)))
        _ = try driver.answer(to: Ticket(number: 2)).get()
        driver.perform(.loadDetails(held.reference))
        let details = try driver.next { if case .details(let details) = $0 { details } else { nil } }
        #expect(details.history.map(\.to) == [.hold, .confirmed])
        #expect(details.notifications.map(\.status) == [.queued])
        driver.perform(.resend(held.reference))
        let resent = try driver.next { if case .resent(let result) = $0 { result } else { nil } }
        #expect(try resent.get() == held.reference)
    }

    @Test func `bookings of all dates are found by reference and by customer`() throws {
        let practice = try DeskPractice()
        var store = try practice.store()
        let far = try store.perform(
            Intent(practice.hold(at: try practice.hour(24 * 200), customer: 1), by: DeskPractice.rival))
        var driver = BackOfficeDriver(practice)
        for text in [far.reference.description.lowercased(), "\(far.reference.description.prefix(3))", "smith jo"] {
            driver.perform(.findBookings(text))
            let found = try driver.next { if case .bookingsFound(text, let found) = $0 { found } else { nil } }
            #expect(found.map(\.reference) == [far.reference], "\(text)")
        }
        driver.perform(.findBookings("nobody"))
        let nobody = try driver.next { if case .bookingsFound("nobody", let found) = $0 { found } else { nil } }
        #expect(nobody.isEmpty)
    }
}
