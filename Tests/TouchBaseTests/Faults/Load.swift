import Booking
import BookingStore
import Foundation
import Glibc
import Postgres
import Synchronization

/// A desk on a thread of its own that holds and confirms one booking after the other.
final class Load: Sendable {
    private let references = Mutex<[Reference]>([])
    private let isOver = Atomic(false)
    private let hasEnded = Atomic(false)

    init(_ parameters: ConnectionParameters, hold: @escaping @Sendable (_ minutes: Int) -> Intent.Action) {
        Thread { [self] in
            var number = 0
            while !isOver.load(ordering: .relaxed) {
                number += 1
                if let reference = try? Self.book(parameters, hold(number * 60)) {
                    references.withLock { $0.append(reference) }
                }
            }
            hasEnded.store(true, ordering: .relaxed)
        }.start()
    }

    private static func book(_ parameters: ConnectionParameters, _ hold: Intent.Action) throws -> Reference {
        var store = try Store(parameters)
        let held = try store.perform(Intent(hold, by: DeskPractice.rival))
        return try store.perform(Intent(.confirm(held.reference, customer: nil), by: DeskPractice.rival)).reference
    }

    var confirmed: [Reference] { references.withLock { $0 } }

    func awaitConfirmed(_ count: Int) {
        let end = ContinuousClock.now + .seconds(60)
        while confirmed.count < count, ContinuousClock.now < end { usleep(5_000) }
    }

    /// Ends the thread; all that was confirmed.
    func end() -> [Reference] {
        isOver.store(true, ordering: .relaxed)
        while !hasEnded.load(ordering: .relaxed) { usleep(5_000) }
        return confirmed
    }
}
