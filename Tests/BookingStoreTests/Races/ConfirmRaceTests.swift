import Availability
import Booking
import BookingStore
import Postgres
import TestSupport
import Testing

/// Confirming and cancelling while others are at the same booking.
@Suite struct ConfirmRaceTests {
    private let practice: TestPractice

    init() throws {
        practice = try TestPractice()
    }

    @Test func `a hold that runs out while its confirmation waits for the row is not confirmed`() throws {
        let held = try hold()
        try practice.expire(held, in: 400)
        var lock = try LockHolder(practice, rowOf: held)
        let confirmation = confirming(held)
        try lock.awaitWaiting()
        try lock.awaitExpiry(of: held)
        try lock.release()
        guard case .failure(.holdExpired(let booking)) = try confirmation.value() else { throw Unexpected() }
        #expect(booking.status == .expired)
    }

    @Test func `a hold that is alive when its confirmation gets the row is confirmed`() throws {
        let held = try hold()
        var lock = try LockHolder(practice, rowOf: held)
        let confirmation = confirming(held)
        try lock.awaitWaiting()
        try lock.release()
        #expect(try confirmation.value().get().status == .confirmed)
    }

    @Test func `an expiry that is moved while the confirmation waits is the one that counts`() throws {
        for (change, status) in [("clock_timestamp()", BookingStatus.expired), ("'infinity'", .confirmed)] {
            let held = try hold()
            if status == .confirmed { try practice.expire(held, in: 100) }
            var lock = try LockHolder(practice, rowOf: held)
            let confirmation = confirming(held)
            try lock.awaitWaiting()
            if status == .confirmed { try lock.awaitExpiry(of: held) }
            try lock.run(
                "update booking set hold_expires_at = \(change) where reference = $1", [held.reference.description])
            try lock.release()
            _ = try confirmation.value()
            var desk = try practice.desk()
            #expect(try desk.ask(Statement.booking(held.reference))?.status == status)
            if status == .confirmed { try desk.cancel(held) }
        }
    }

    @Test func `a confirmation that a row kept waiting too long is told to be contended`() throws {
        let held = try hold()
        var parameters = SessionSettings()
        parameters.lockTimeout = 50
        var desk = try Store(practice.database.parameters(session: parameters))
        var lock = try LockHolder(practice, rowOf: held)
        let refused = try refusal { try desk.confirm(held) }
        #expect(refused == .conflict(BookingConflictError(.contended)))
        try lock.release()
        #expect(try desk.confirm(held).status == .confirmed)
    }

    @Test func `of many confirmations of one hold one is made, and one mail is queued`() throws {
        let rounds = 10
        let holds = try (0..<rounds).map { try hold(at: $0 * 60) }
        let attempts = try Race(practice: practice, racers: 8, rounds: rounds).run {
            desk, _, round throws(StoreError) in
            try desk.confirm(holds[round])
        }
        for round in attempts {
            #expect(round.compactMap(\.winner).count == 1)
            for attempt in round where attempt.winner == nil {
                guard case .failure(.alreadyConfirmed) = attempt.result else { throw Unexpected() }
            }
        }
        #expect(try practice.value("select count(*) as value from notification") == rounds)
    }

    @Test func `cancelling against confirming ends in one history, whoever was first`() throws {
        let rounds = 50
        let holds = try (0..<rounds).map { try hold(at: $0 * 60) }
        let attempts = try Race(practice: practice, racers: 2, rounds: rounds).run {
            desk, racer, round throws(StoreError) in
            if racer == 0 { try desk.confirm(holds[round]) } else { try desk.cancel(holds[round]) }
        }
        var desk = try practice.desk()
        for (held, round) in zip(holds, attempts) {
            let steps = try desk.ask(Statement.history(of: held.reference)).map(\.to)
            let mails = try desk.ask(Statement.notifications(of: held.reference)).map(\.status)
            switch steps {
            case [.hold, .confirmed, .cancelled]: #expect(round[0].winner != nil && mails == [.failed])
            case [.hold, .cancelled]:
                guard case .failure(.wrongStatus) = round[0].result else { throw Unexpected() }
                #expect(mails == [])
            default: Issue.record("\(steps)")
            }
            #expect(round[1].winner?.status == .cancelled)
        }
    }

    @Test func `a slot that is cancelled while others want it is had by one of them or still by nobody`() throws {
        let rounds = 30
        let bookings = try (0..<rounds).map { try hold(at: $0 * 60) }
        let attempts = try Race(practice: practice, racers: 5, rounds: rounds).run {
            [practice] desk, racer, round throws(StoreError) in
            if racer == 0 { return try desk.cancel(bookings[round]) }
            return try desk.hold(at: practice.time(round * 60))
        }
        for (booking, round) in zip(bookings, attempts) {
            #expect(round[0].winner?.status == .cancelled)
            let winners = round.dropFirst().compactMap(\.winner).map(\.reference)
            #expect(winners.count <= 1)
            for attempt in round.dropFirst() where attempt.winner == nil {
                let blocker = try #require(attempt.blocker)
                #expect(blocker.reference == booking.reference || winners == [blocker.reference])
            }
        }
    }

    private func hold(at minute: Int = 600) throws -> Booking {
        var desk = try practice.desk()
        return try desk.hold(at: practice.time(minute))
    }

    private func confirming(_ held: Booking) -> Work<Result<Booking, BookingError>> {
        Work { [practice] in
            var desk = try practice.desk()
            do {
                return .success(try desk.confirm(held))
            } catch StoreError.booking(let error) {
                return .failure(error)
            }
        }
    }
}
