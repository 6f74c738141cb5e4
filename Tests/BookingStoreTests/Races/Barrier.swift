import Foundation
import Synchronization

/// Lets threads go on together: each waits until all that take part have come.
final class Barrier: Sendable {
    private struct State {
        var participants: Int
        var waiting = 0
        var round = 0
    }

    private let condition = NSCondition()
    private let state: Mutex<State>

    init(participants: Int) {
        state = Mutex(State(participants: participants))
    }

    func wait() {
        condition.lock()
        defer { condition.unlock() }
        let round = state.withLock { state in
            state.waiting += 1
            return state.round
        }
        openIfAllHaveCome()
        while state.withLock({ $0.round }) == round { condition.wait() }
    }

    /// Takes part no more: nobody waits for a thread that has failed.
    func leave() {
        condition.lock()
        defer { condition.unlock() }
        state.withLock { $0.participants -= 1 }
        openIfAllHaveCome()
    }

    private func openIfAllHaveCome() {
        let isOpen = state.withLock { state in
            guard state.waiting >= state.participants else { return false }
            state.waiting = 0
            state.round += 1
            return true
        }
        if isOpen { condition.broadcast() }
    }
}

/// Work on a thread of its own: a session of the store blocks, and a test must go on beside it.
final class Work<Output: Sendable>: Sendable {
    private let condition = NSCondition()
    private let result = Mutex<Result<Output, any Error>?>(nil)

    init(_ body: @escaping @Sendable () throws -> Output) {
        let thread = Thread { [self] in
            let result = Result { try body() }
            condition.lock()
            self.result.withLock { $0 = result }
            condition.broadcast()
            condition.unlock()
        }
        thread.start()
    }

    /// Waits for its end.
    func value() throws -> Output {
        condition.lock()
        defer { condition.unlock() }
        while true {
            if let result = result.withLock({ $0 }) { return try result.get() }
            condition.wait()
        }
    }
}
