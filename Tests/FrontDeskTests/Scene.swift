import Availability
import Booking
import FrontDesk
import Screen
import Testing

/// One of the desk's screens, and how a receptionist comes to it.
struct Scene: Sendable, CustomTestStringConvertible {
    let name: String
    var practice = SamplePractice.lively
    let play: @Sendable (DeskDriver) -> Void

    var testDescription: String { name }

    init(
        _ name: String, in practice: SamplePractice = .lively, _ play: @escaping @Sendable (DeskDriver) -> Void
    ) {
        self.name = name
        self.practice = practice
        self.play = play
    }

    /// The desk after it, in a terminal of a size.
    func desk(_ size: Size) -> DeskDriver {
        let desk = DeskDriver(practice)
        play(desk)
        return desk.wait(milliseconds: 150).resize(size.columns, size.rows)
    }

    static let all =
        [
            Scene("day") { _ in },
            Scene("welcome", in: .nothing) { _ in },
            Scene("read-only") { $0.send(.connection(.readOnly)) },
            Scene("rooms") { $0.press(.tab) },
            Scene("week") { $0.type("w") },
            Scene("away") { $0.send(.connection(.reconnecting(attempt: 3))).send(.mailCounts(queued: 0, failed: 2)) },
            Scene("holds") { $0.type("H") },
            Scene("find") { $0.type("/dahl") },
            Scene("go-to") { $0.type("g5/12") },
            Scene("no-date") { $0.type("gmaybe").press(.enter) },
            Scene("card") { $0.press(.down, .down, .enter).send(.details(.sample)) },
            Scene("cancel") { $0.press(.down, .down).type("x").type("is ill") },
            Scene("cancelled") { $0.press(.down, .down).type("x").type("is ill").press(.enter) },
            Scene("customer-card") { $0.type("/abara").press(.enter) },
            Scene("customer-form") { $0.type("/abara").press(.enter).type("e").press(.tab) },
            Scene("customer-contested") { desk in
                desk.type("/abara").press(.enter).type("e").press(.backTab).type(", no oil")
                desk.customers[0].customer.notes = "Allergic to lavender; wants the room warm and the music low"
                desk.press(.enter)
            },
            Scene("themes") { $0.type("T") },
            Scene("why-not") { $0.press(.down, .down).type("?") },
            Scene("help") { $0.press(.function(1)) },
        ] + booking

    private static let booking = [
        Scene("service") { $0.type("nswe") },
        Scene("slots") { $0.type("n1") },
        Scene("slot-cost") { $0.type("n1?") },
        Scene("no-slot") { $0.type("n1").type("nobody") },
        Scene("not-then") { $0.type("n1").type("ana today @10") },
        Scene("customer") { $0.type("n110142") },
        Scene("nobody") { $0.type("n11zoe") },
        Scene("new-customer") { $0.type("n11zoe").press(.enter) },
        Scene("known-email") { $0.type("n11zoe").press(.enter).type("m.abara@example.com").press(.enter) },
        Scene("confirm") { $0.type("n110142").press(.enter) },
        Scene("expired") { $0.type("n110142").press(.enter).wait(seconds: 601) },
        Scene("confirmed") { $0.type("n110142").press(.enter, .enter) },
        Scene("move") { $0.press(.down, .down).type("m@15") },
        Scene("race") { desk in
            desk.isSlow = true
            desk.type("n11")
            desk.practice.hold("Swedish 60", 1, room: 1, at: 615, by: SamplePractice.other, secondsLeft: 600)
            desk.answer()
        },
        Scene("taken") { desk in
            desk.type("n1")
            desk.elsewhere {
                $0.hold("Reflexology 30", 1, room: 1, at: 615, by: SamplePractice.other, secondsLeft: 600)
            }
        },
    ]
}

extension Details {
    fileprivate static var sample: Details {
        let at = SamplePractice().now.advanced(byMinutes: -1440)
        return Details(
            reference: SamplePractice.reference(2),
            history: [HistoryEntry(at: at, by: SamplePractice.desk, from: .hold, to: .confirmed, note: "")],
            notifications: [], visits: 7, lastVisit: at)
    }
}
