import Availability
import Booking
import BookingStore
import Mail
import Testing

@testable import touchbase

/// When a mail is tried again, and when no more.
struct ScheduleTests {
    @Test func `the pauses double up to an hour, each shortened by chance by up to a quarter`() {
        for attempt in 1...40 {
            let full = min(3600, 30 << min(attempt - 1, 7))
            let pauses = (0..<200).map { _ in Backoff.seconds(afterAttempt: attempt) }
            #expect(pauses.allSatisfy { (full * 3 / 4...full).contains($0) })
            #expect(Set(pauses).count > 1)
        }
    }

    @Test func `nothing waits for a minute, a mail for its time, and one that another has for a second`() {
        #expect(MailWorker.pause(untilDue: nil) == .seconds(60))
        #expect(MailWorker.pause(untilDue: 3_600_000) == .seconds(60))
        #expect(MailWorker.pause(untilDue: 250) == .milliseconds(250))
        #expect(MailWorker.pause(untilDue: 0) == .seconds(1), "asked again and again, the database would never rest")
    }

    @Test func `the database is asked again after longer and longer, and each second by who owes it a report`() {
        #expect(
            (1...7).map { Backoff.pause(afterFailures: $0, owingReports: false) }
                == [2, 4, 8, 16, 30, 30, 30].map(Duration.seconds))
        let pauses = (1...200).map { Backoff.pause(afterFailures: $0, owingReports: true) }
        #expect(pauses.allSatisfy { (.milliseconds(750)...(.seconds(1))).contains($0) })
        #expect(Set(pauses).count > 1)
    }

    @Test func `what was begun is begun and ended here well before others may have it`() {
        let (start, deadlines) = (ContinuousClock.now, SMTPDeadlines())
        let term = Term(from: start, deadlines)
        let lastStart = start + .seconds(20)
        #expect(term.mayStart(at: start) && !term.mayStart(at: lastStart))
        #expect(lastStart + .seconds(10) <= start + .seconds(Term.othersStart))
        let lastEnd = lastStart + .seconds(deadlines.total)
        #expect(term.mayEnd(at: lastEnd - .seconds(1)) && !term.mayEnd(at: lastEnd))
        #expect(lastEnd + .seconds(deadlines.response) < term.leaseEnd)
        #expect(term.leaseEnd == start + .seconds(term.lease))
    }

    @Test func `a mail is given up a day after it was due, however long before it was made`() throws {
        let due = Instant(secondsSinceEpoch: 1_778_004_000)
        let reference = try #require(Reference("K7M2QX"))
        let notification = Notification(
            id: NotificationID(rawValue: 1), booking: reference, kind: .reminder, recipient: "jo@example.com",
            status: .sending, messageID: "1@example.com", providerID: nil, attempts: 9,
            queued: due.advanced(byMinutes: -9000), due: due, sent: nil, lastError: nil)
        #expect(notification.givenUp == due.advanced(byMinutes: 1440))
    }
}
