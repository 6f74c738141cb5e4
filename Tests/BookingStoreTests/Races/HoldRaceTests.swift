import Availability
import Booking
import BookingStore
import Postgres
import Testing

/// Many desks want the same thing at the same moment.
@Suite(.serialized) struct HoldRaceTests {
    private let practice: TestPractice

    init() throws {
        practice = try TestPractice()
    }

    /// Rounds lie far enough from each other that none is in another's way.
    private func start(_ round: Int) -> Instant { practice.time(round * 240) }

    @Test(arguments: [2, 8, 32]) func `of desks that want one slot, one has it and all others are told who`(
        racers: Int
    ) throws {
        let rounds = try Race(practice: practice, racers: racers).run { [self] desk, _, round throws(StoreError) in
            try desk.hold(at: start(round))
        }
        for attempts in rounds { expectOneWinner(attempts) }
    }

    @Test func `a therapist wanted in many rooms is in one`() throws {
        let rounds = try Race(practice: practice, racers: 8).run { [self] desk, racer, round throws(StoreError) in
            try desk.hold(therapist: 1, room: Int32(racer + 1), at: start(round))
        }
        for attempts in rounds { expectOneWinner(attempts) }
    }

    @Test func `a room wanted for many therapists is given to one`() throws {
        let rounds = try Race(practice: practice, racers: 8).run { [self] desk, racer, round throws(StoreError) in
            try desk.hold(therapist: Int32(racer + 1), room: 1, at: start(round))
        }
        for attempts in rounds { expectOneWinner(attempts) }
    }

    @Test func `of times that overlap without being equal, one is held`() throws {
        let rounds = try Race(practice: practice, racers: 8).run { [self] desk, racer, round throws(StoreError) in
            try desk.hold(TestPractice.hotStone, at: start(round).advanced(byMinutes: racer * 5))
        }
        for attempts in rounds { expectOneWinner(attempts) }
    }

    @Test(arguments: [2, 8, 32]) func `a slot that only stale holds are in goes to somebody`(racers: Int) throws {
        try leaveStaleHolds(rounds: 50)
        let rounds = try Race(practice: practice, racers: racers).run { [self] desk, racer, round throws(StoreError) in
            try desk.hold(TestPractice.hotStone, at: start(round).advanced(byMinutes: racer % 4 * 5))
        }
        for attempts in rounds { expectOneWinner(attempts) }
    }

    @Test func `in a crowd of therapists and rooms each loser is told of a winner`() throws {
        try leaveStaleHolds(rounds: 50)
        let rounds = try Race(practice: practice, racers: 8).run { [self] desk, racer, round throws(StoreError) in
            try desk.hold(therapist: Int32(racer % 3 + 1), room: Int32((racer / 3 + round) % 3 + 1), at: start(round))
        }
        for attempts in rounds {
            let winners = Set(attempts.compactMap(\.winner).map(\.reference))
            #expect(!winners.isEmpty)
            for attempt in attempts where attempt.winner == nil {
                #expect(attempt.blocker.map { winners.contains($0.reference) } == true, "\(attempt.result)")
            }
        }
    }

    @Test func `sweeping beside the race takes nothing from its winner`() throws {
        try leaveStaleHolds(rounds: 50)
        let rounds = try Race(practice: practice, racers: 6).run { [self] desk, racer, round throws(StoreError) in
            if racer >= 4 { _ = try desk.ask(Statement.expireHolds) }
            return try desk.hold(at: start(round))
        }
        for attempts in rounds { expectOneWinner(attempts) }
        let swept: Int = try practice.value(
            "select count(*) as value from booking_history where to_status = 'expired'")
        #expect(swept == 150, "each stale hold expires once")
    }

    private func expectOneWinner(_ attempts: [Attempt], sourceLocation: SourceLocation = #_sourceLocation) {
        let winners = attempts.compactMap(\.winner)
        #expect(winners.count == 1, sourceLocation: sourceLocation)
        for attempt in attempts where attempt.winner == nil {
            #expect(
                attempt.blocker?.reference == winners.first?.reference, "\(attempt.result)",
                sourceLocation: sourceLocation)
        }
    }

    /// Three in each round: the therapist's, the room's, and one that has both.
    private func leaveStaleHolds(rounds: Int) throws {
        var desk = try practice.desk()
        for round in 0..<rounds {
            try desk.hold(therapist: 1, room: 1, at: start(round))
            try desk.hold(therapist: 1, room: 2, at: start(round).advanced(byMinutes: 60))
            try desk.hold(therapist: 2, room: 1, at: start(round).advanced(byMinutes: 60))
        }
        try practice.sql("update booking set hold_expires_at = clock_timestamp()")
    }
}
