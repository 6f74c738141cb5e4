/// When to try again: after 30 seconds, then twice as long each time, up to an hour.
enum Backoff {
    /// - Parameter attempt: how many have failed, from 1. Up to a quarter is taken off at random, so that the mails of
    /// one
    ///   outage do not all come back at once.
    static func seconds(afterAttempt attempt: Int) -> Int {
        var generator = SystemRandomNumberGenerator()
        return seconds(afterAttempt: attempt, using: &generator)
    }

    static func seconds(afterAttempt attempt: Int, using generator: inout some RandomNumberGenerator) -> Int {
        let full = min(3600, 30 << min(max(attempt, 1) - 1, 7))
        return full - Int.random(in: 0...(full / 4), using: &generator)
    }
}
