import Availability
import Booking
import BookingStore
import Mail

/// One attempt to send a claimed mail, from its row to what is to be written back into it.
struct MailAttempt {
    let mail: ClaimedMail
    let practice: PracticeView

    func outcome(by carrier: inout Carrier, now: Instant) -> MailOutcome {
        guard [.confirmed, .checkedIn, .completed].contains(mail.booking.status) else {
            return .failed("withdrawn: the booking is \(mail.booking.status.name)")
        }
        let message: Message
        do {
            message = try Message(
                mail.notification, of: mail.booking, from: practice.catalog.practice, in: practice.zone)
        } catch {
            return .failed("\(error)")
        }
        return outcome(of: carrier.deliver(message), now: now)
    }

    private func outcome(of delivery: Delivery, now: Instant) -> MailOutcome {
        switch delivery {
        case .sent(let providerID): return .sent(providerID: providerID)
        case .failed(let code, let text): return .failed(Self.text(code, text))
        case .uncertain(let text): return .uncertain(text)
        case .retry(let code, let text):
            let isTooOld = mail.notification.queued.minutes(until: now) >= 24 * 60
            guard !isTooOld else { return .failed("given up after a day: \(Self.text(code, text))") }
            return .retry(Self.text(code, text), after: Backoff.seconds(afterAttempt: mail.notification.attempts))
        }
    }

    /// Servers say their code themselves more often than not.
    private static func text(_ code: Int?, _ text: String) -> String {
        guard let code, !text.hasPrefix(String(code)) else { return text }
        return "\(code) \(text)"
    }
}

/// When to try again: after 30 seconds, then twice as long each time, up to an hour.
enum Backoff {
    /// - Parameter attempt: how many have failed, from 1. Up to a quarter is taken off at random, so that the mails of one
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
