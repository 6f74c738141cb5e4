import Booking
import FrontDesk
import Glibc
import Postgres
import TestSupport

@testable import touchbase

/// A back office driven as the loop drives it, by poll alone.
struct BackOfficeDriver: ~Copyable {
    var office: BackOffice
    private(set) var messages: [Message] = []

    struct NothingCame: Error, CustomStringConvertible {
        let description: String
    }

    init(_ practice: DeskPractice) {
        self.init(practice.database.parameters())
    }

    init(_ parameters: ConnectionParameters) {
        let desk = Desk(staff: "Dana", terminal: "desk-1")
        office = BackOffice(parameters, desk: desk, clock: DeskClock())
    }

    mutating func perform(_ effects: Effect...) {
        for effect in effects { office.perform(effect, at: .now) }
    }

    /// What `pick` finds in the first of the messages, from now on, in which it finds something.
    mutating func next<Found>(
        within limit: Duration = .seconds(20), _ pick: (Message) -> Found?
    ) throws -> Found {
        let end = ContinuousClock.now + limit
        while true {
            while !messages.isEmpty {
                if let found = pick(messages.removeFirst()) { return found }
            }
            guard ContinuousClock.now < end else { throw NothingCame(description: "no such message within \(limit)") }
            turn(until: end)
        }
    }

    /// Waits until such a message comes; throws when none does.
    mutating func hears(within limit: Duration = .seconds(20), _ isIt: (Message) -> Bool) throws {
        try next(within: limit) { isIt($0) ? () : nil }
    }

    /// One wait and one advance.
    mutating func turn(until end: ContinuousClock.Instant) {
        let news = office.advance(at: .now)
        messages += news
        guard news.isEmpty else { return }
        let (socket, interest) = office.session.watched
        let events = (interest.contains(.read) ? POLLIN : 0) | (interest.contains(.write) ? POLLOUT : 0)
        var descriptor = pollfd(fd: socket, events: Int16(events), revents: 0)
        let wake = min(end, office.session.deadline ?? end)
        poll(&descriptor, 1, Int32(max(0, (wake - .now) / .milliseconds(1)) + 1))
    }

    mutating func answer(to ticket: Ticket) throws -> Result<Booking, BookingError> {
        try next { message in
            if case .answered(ticket, let result, _) = message { result } else { nil }
        }
    }

    mutating func sheet() throws -> Sheet {
        try next { message in
            if case .loaded(let sheet) = message { sheet } else { nil }
        }
    }
}
