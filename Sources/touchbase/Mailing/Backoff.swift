import Glibc

/// When to try again.
enum Backoff {
    /// A mail: after 30 seconds, then twice as long each time, up to an hour.
    ///
    /// - Parameter attempt: how many have failed, from 1. Up to a quarter is taken off at random, so that the mails of
    ///   one outage do not all come back at once.
    static func seconds(afterAttempt attempt: Int) -> Int {
        var generator = SystemRandomNumberGenerator()
        return seconds(afterAttempt: attempt, using: &generator)
    }

    static func seconds(afterAttempt attempt: Int, using generator: inout some RandomNumberGenerator) -> Int {
        let full = min(3600, 30 << min(max(attempt, 1) - 1, 7))
        return full - Int.random(in: 0...(full / 4), using: &generator)
    }

    /// The database: after two seconds, then twice as long each time, up to half a minute.
    ///
    /// - Parameters:
    ///   - failures: how often it has failed, from 1.
    ///   - owingReports: who has something to report that nobody else knows tries each second, less up to a quarter at
    ///     random.
    static func pause(afterFailures failures: Int, owingReports: Bool) -> Duration {
        guard owingReports else { return .seconds(min(30, 1 << min(max(failures, 1), 5))) }
        return .milliseconds(Int.random(in: 750...1000))
    }

    /// Lets the time pass, whatever signal comes.
    static func sleep(_ pause: Duration) { usleep(UInt32(max(0, pause / .milliseconds(1))) * 1000) }
}
