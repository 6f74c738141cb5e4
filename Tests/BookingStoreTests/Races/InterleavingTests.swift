import Availability
import Booking
import BookingStore
import Postgres
import TestSupport
import Testing

/// Every pair of intents that can meet, step by step: the first is done but not committed when the second comes.
@Suite(.serialized) struct InterleavingTests {
    /// One for all, for the meetings come one after the other, each at hours of its own.
    private static let practice = Result { try TestPractice() }

    struct Meeting: Sendable, CustomTestStringConvertible {
        var first: Act
        var second: Act
        /// Whether the booking that both are about has run out before.
        var isStale = false
        /// Whether the second waits for the end of the first.
        var waits = true
        /// What the second is told when the first is committed, and when it is rolled back.
        var committed: String
        var undone: String

        var testDescription: String { "\(first), then \(second)\(isStale ? ", of a hold that ran out" : "")" }
    }

    /// An intent about the booking that is there, or about where it is, or about where it could be moved to.
    enum Act: String, Sendable {
        case hold, holdElsewhere, confirm, cancel, move, moveBack, sweep
    }

    static let meetings = [
        Meeting(first: .holdElsewhere, second: .holdElsewhere, committed: "conflict", undone: "done"),
        Meeting(first: .holdElsewhere, second: .move, committed: "conflict", undone: "done"),
        Meeting(first: .confirm, second: .confirm, committed: "already_confirmed", undone: "done"),
        Meeting(first: .confirm, second: .cancel, committed: "done", undone: "done"),
        Meeting(first: .confirm, second: .move, committed: "done", undone: "done"),
        Meeting(first: .confirm, second: .hold, committed: "conflict", undone: "conflict"),
        Meeting(first: .confirm, second: .sweep, waits: false, committed: "0", undone: "0"),
        Meeting(first: .cancel, second: .cancel, committed: "wrong_status", undone: "done"),
        Meeting(first: .cancel, second: .confirm, committed: "wrong_status", undone: "done"),
        Meeting(first: .cancel, second: .move, committed: "wrong_status", undone: "done"),
        Meeting(first: .cancel, second: .hold, committed: "done", undone: "conflict"),
        Meeting(first: .move, second: .move, committed: "done", undone: "done"),
        Meeting(first: .move, second: .moveBack, committed: "done", undone: "done"),
        Meeting(first: .move, second: .confirm, committed: "done", undone: "done"),
        Meeting(first: .move, second: .cancel, committed: "done", undone: "done"),
        Meeting(first: .move, second: .hold, committed: "done", undone: "conflict"),
        Meeting(first: .move, second: .holdElsewhere, committed: "conflict", undone: "done"),
        Meeting(first: .sweep, second: .confirm, isStale: true, committed: "expired", undone: "expired"),
        Meeting(first: .sweep, second: .cancel, isStale: true, committed: "expired", undone: "expired"),
        Meeting(first: .sweep, second: .move, isStale: true, committed: "expired", undone: "expired"),
        Meeting(first: .sweep, second: .hold, isStale: true, committed: "done", undone: "done"),
        Meeting(first: .sweep, second: .sweep, isStale: true, waits: false, committed: "0", undone: "0"),
        Meeting(first: .hold, second: .sweep, isStale: true, waits: false, committed: "0", undone: "0"),
        Meeting(first: .hold, second: .confirm, isStale: true, committed: "expired", undone: "expired"),
        Meeting(first: .confirm, second: .hold, isStale: true, committed: "done", undone: "done"),
    ]

    @Test(arguments: meetings) func `of two intents that meet the second knows what became of the first`(
        _ meeting: Meeting
    ) throws {
        let practice = try Self.practice.get()
        var desk = try practice.desk()
        let hour: Int = try practice.value("select count(*)::integer as value from booking")
        for isCommitted in [true, false] {
            _ = try desk.ask(Statement.expireHolds)
            let booking = try desk.hold(at: practice.time((2 * hour + (isCommitted ? 0 : 1)) * 60))
            if meeting.isStale { try practice.expire(booking) }
            let first = command(meeting.first, booking)
            var holder = try LockHolder(practice, first)
            let second = command(meeting.second, booking)
            let work = Work {
                var session = try practice.database.connect()
                try session.run(Statement("path", "set search_path = touchbase, public"))
                return try session.run(Statement<String>.value(second))
            }
            if meeting.waits {
                try holder.awaitWaiting()
            } else {
                #expect(try work.value() == (isCommitted ? meeting.committed : meeting.undone))
            }
            try isCommitted ? holder.release() : holder.abandon()
            #expect(try work.value() == (isCommitted ? meeting.committed : meeting.undone), "committed: \(isCommitted)")
        }
    }

    private func command(_ act: Act, _ booking: Booking) -> String {
        let (reference, start) = (booking.reference, booking.starts.secondsSinceEpoch)
        func hold(_ resource: Int) -> String {
            "hold(gen_random_uuid(), 1, \(resource), \(resource), to_timestamp(\(start)), null, 'Rae', 'desk-2')"
        }
        func move(_ resource: Int) -> String {
            "move(gen_random_uuid(), '\(reference)', \(resource), \(resource), to_timestamp(\(start)), 'Rae', 'desk-2')"
        }
        let call =
            switch act {
            case .hold: hold(1)
            case .holdElsewhere: hold(2)
            case .confirm: "confirm(gen_random_uuid(), '\(reference)', 1, 'Rae', 'desk-2')"
            case .cancel: "cancel(gen_random_uuid(), '\(reference)', '', 'Rae', 'desk-2')"
            case .move: move(2)
            case .moveBack: move(1)
            case .sweep: ""
            }
        if act == .sweep { return "select count(*)::text as value from expire_holds()" }
        return "select (\(call)).outcome as value"
    }

    @Test func `who wants the place of a booking that is just being cancelled waits for it, and gets it`() throws {
        let practice = try TestPractice()
        var desk = try practice.desk()
        let given = try desk.hold(at: practice.time(600))
        let moved = try desk.hold(therapist: 2, room: 2, at: practice.time(600))
        var holder = try LockHolder(
            practice, "select cancel(gen_random_uuid(), $1, '', 'Rae', 'desk-2')", [given.reference.description])
        let mover = Work {
            var desk = try practice.desk()
            return try desk.move(moved, therapist: 1, room: 1, to: practice.time(600))
        }
        try holder.awaitWaiting()
        try holder.release()
        #expect(try mover.value().therapist.id.rawValue == 1)
    }

    @Test func `who finds its booking moved away while it waited takes its locks in order all the same`() throws {
        let practice = try TestPractice()
        var desk = try practice.desk()
        let booking = try desk.hold(at: practice.time(600))
        var mover = try LockHolder(
            practice,
            "select move(gen_random_uuid(), $1, 5, 5, to_timestamp($2::bigint), 'Rae', 'desk-2')",
            [booking.reference.description, booking.starts.secondsSinceEpoch])
        // Waits for the mover, by what the booking was when it came.
        let second = Work {
            var desk = try practice.desk()
            return try desk.move(booking, therapist: 2, room: 2, to: practice.time(700))
        }
        try mover.awaitWaiting(1)
        // Comes first for the therapist to whom the booking goes, and wants the room that the second has asked for.
        let third = Work {
            var desk = try practice.desk()
            return try desk.hold(therapist: 5, room: 2, at: practice.time(900))
        }
        try mover.awaitWaiting(2)
        try mover.release()
        #expect(try second.value().therapist.id.rawValue == 2)
        #expect(try third.value().status == .hold)
        let log = try TestCluster.shared().log()
        #expect(!log.contains("deadlock detected"))
    }
}
