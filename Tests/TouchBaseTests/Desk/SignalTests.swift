import Availability
import Booking
import BookingStore
import Foundation
import Glibc
import Postgres
import TestSupport
import Testing

@testable import touchbase

/// What signals do to the desk, whichever of its screens is open.
final class SignalTests {
    /// The way to a screen from the idle calendar, and what shows that it is there.
    struct Place: CustomTestStringConvertible, Sendable {
        var name: String
        var keys: [(String, String)]

        var testDescription: String { name }
    }

    private static let confirming = [
        ("n", "Hot stone"), ("swe\r", "1–9 of"), ("1", "held for you"), ("0142", "Jo Smith"), ("\r", "↵ confirm"),
    ]

    static let places = [
        Place(name: "day", keys: []),
        Place(name: "week", keys: [("w", "Week")]),
        Place(name: "keys", keys: [("\u{1B}OP", "Book: service")]),
        Place(name: "search", keys: [("/", "Find")]),
        Place(name: "date", keys: [("g", "Go to")]),
        Place(name: "mail log", keys: [("M", "Mail")]),
        Place(name: "themes", keys: [("T", "light")]),
        Place(name: "booking: service", keys: [("n", "Hot stone")]),
        Place(name: "booking: slots", keys: [("n", "Hot stone"), ("swe\r", "1–9 of")]),
        Place(name: "booking: held", keys: [("n", "Hot stone"), ("swe\r", "1–9 of"), ("1", "held for you")]),
        Place(name: "booking: confirm", keys: confirming),
        Place(name: "cancelling", keys: confirming + [("\r", "Confirmed"), ("x", "cancel booking")]),
        Place(name: "card", keys: confirming + [("\r", "Confirmed"), ("\r", "resend mail")]),
        Place(
            name: "customer", keys: confirming + [("\r", "Confirmed"), ("\r", "resend mail"), ("p", "show booking")]),
        Place(name: "why not", keys: confirming + [("\r", "Confirmed"), ("?", "booked for")]),
        Place(name: "holds", keys: [("H", "Holds of all desks")]),
    ]

    private let folder: TemporaryFolder
    private let practice: DeskPractice

    init() throws {
        folder = try TemporaryFolder()
        practice = try DeskPractice()
    }

    private func desk(at place: Place) throws -> DeskTerminal {
        let desk = try DeskTerminal.live(Program(home: folder.path, database: practice.database.url))
        for (keys, sign) in place.keys {
            desk.type(keys)
            try desk.see(sign)
        }
        return desk
    }

    @Test(arguments: places)
    func `a screen stays through a stop, a broken pipe and another size, and leaves nothing when told to end`(
        place: Place
    ) throws {
        let sign = place.keys.last?.1 ?? "Ana Ruiz"
        let desk = try desk(at: place)
        desk.signal(SIGPIPE)
        desk.resize(columns: 100, rows: 30)
        desk.signal(SIGWINCH)
        try desk.see(sign)
        desk.signal(SIGTSTP)
        try desk.finishStopping()
        #expect(desk.isGivenBack)
        desk.signal(SIGCONT)
        try desk.wait("the screen again", within: .seconds(20)) { !$0.isGivenBack && $0.text.contains(sign) }
        // Each of them somewhere; all of them where a slot is held, in the tests of the program.
        let endings = [SIGTERM, SIGHUP, SIGINT]
        let ending = endings[(Self.places.firstIndex { $0.name == place.name } ?? 0) % endings.count]
        desk.signal(ending)
        #expect(try desk.finish() == 128 + ending)
        #expect(desk.isGivenBack)
        #expect(try practice.ask(.holds).isEmpty)
    }

    @Test func `a killed desk's terminal is usable after a reset, and its hold runs out on time`() throws {
        try practice.sql(
            "create function touchbase.shorten() returns trigger language plpgsql as $$ begin "
                + "new.hold_expires_at := clock_timestamp() + interval '3 seconds'; return new; end $$")
        try practice.sql("create trigger shorten before insert on booking for each row execute function shorten()")
        let place = try #require(Self.places.first { $0.name == "booking: held" })
        let desk = try desk(at: place)
        desk.signal(SIGKILL)
        #expect(try desk.finish() == 128 + SIGKILL)
        #expect(!desk.isGivenBack)
        try desk.reset()
        #expect(desk.isGivenBack)
        try expectOnTime()
    }

    /// Tries to take the slot of the hold that is left, until it is given.
    private func expectOnTime() throws {
        let left = try #require(try practice.ask(.holds).first)
        let expiry = try practice.ask(
            Statement.one("expiry", "select extract(epoch from max(hold_expires_at)) as at from booking") {
                row throws(PostgresError) in try row["at", as: Double.self]
            })
        var rival = try practice.store()
        let wanted = practice.hold(
            therapist: left.therapist.id.rawValue, room: left.room.id.rawValue, at: left.starts)
        while true {
            let (asked, taken) = (Self.now, try? rival.perform(Intent(wanted, by: DeskPractice.rival)))
            guard taken != nil else {
                #expect(asked < expiry + 0.005, "refused after it had run out")
                continue
            }
            #expect(Self.now > expiry - 0.005, "given before it had run out")
            return
        }
    }

    private static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
