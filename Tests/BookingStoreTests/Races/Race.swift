import Booking
import BookingStore
import Postgres
import TestSupport
import Testing

/// What one racer got in one round, and how long its call took.
struct Attempt: Sendable {
    var result: Result<Booking, BookingError>
    var duration: Duration

    var winner: Booking? { try? result.get() }

    /// The booking by which a loser was told that it lost.
    var blocker: Booking? {
        if case .failure(let error) = result { error.blocker?.booking } else { nil }
    }
}

/// So many desks, each with a session and a thread of its own, that do something at the same moment, round after round.
struct Race {
    let practice: TestPractice
    var racers: Int
    var rounds = 50

    /// What each racer got, by round. Fails the test when the server had to resolve a deadlock, or a call stalled.
    func run(
        _ body: @escaping @Sendable (inout Store, _ racer: Int, _ round: Int) throws(StoreError) -> Booking
    ) throws -> [[Attempt]] {
        let barrier = Barrier(participants: racers)
        let threads = (0..<racers).map { racer in
            Work {
                defer { barrier.leave() }
                return try attempts(of: racer, barrier, body)
            }
        }
        let runs = try threads.map { try $0.value() }
        try expectNoDeadlock(of: runs.map(\.backend))
        let byRound = (0..<rounds).map { round in runs.map { $0.attempts[round] } }
        let slowest = byRound.joined().map(\.duration).max() ?? .zero
        #expect(slowest < .seconds(5), "a call stalled")
        return byRound
    }

    private func attempts(
        of racer: Int, _ barrier: Barrier,
        _ body: (inout Store, _ racer: Int, _ round: Int) throws(StoreError) -> Booking
    ) throws -> (backend: Int32, attempts: [Attempt]) {
        var desk = try practice.desk()
        let backend = try desk.ask(Statement.backend)
        var attempts: [Attempt] = []
        for round in 0..<rounds {
            barrier.wait()
            let start = ContinuousClock.now
            let result: Result<Booking, BookingError>
            do throws(StoreError) {
                result = .success(try body(&desk, racer, round))
            } catch {
                guard case .booking(let error) = error else { throw error }
                result = .failure(error)
            }
            attempts.append(Attempt(result: result, duration: .now - start))
        }
        return (backend, attempts)
    }

    private func expectNoDeadlock(of backends: [Int32]) throws {
        let marks = backends.map { "[\($0)]" }
        let deadlocks = try TestCluster.shared().log().split(separator: "\n").filter { line in
            line.contains("deadlock detected") && marks.contains { line.contains($0) }
        }
        #expect(deadlocks == [])
    }
}

extension Statement where Output == Int32 {
    /// The process that serves this session.
    static var backend: Statement { .value("select pg_backend_pid() as value") }
}
