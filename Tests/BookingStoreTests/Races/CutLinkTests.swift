import Availability
import Booking
import BookingStore
import Foundation
import Postgres
import TestSupport
import Testing

/// A link that is cut in the middle of a change: within the question, within the answer, at the commit between them.
struct CutLinkTests {
    /// A question has but some hundred bytes, its answer some thousand.
    @Test(arguments: zip([LinkProxy.Direction.toServer, .toClient], [13, 61]))
    func `wherever a link is cut, the change is made once, and who asked is told of it`(
        direction: LinkProxy.Direction, step: Int
    ) throws {
        let practice = try TestPractice()
        let link = try LinkProxy(to: practice.database)
        defer { link.close() }
        var store = try Store(ConnectionParameters(practice.database.keywords(through: link)))
        var cuts = 0
        // Until a cut comes too late to meet anything.
        for position in stride(from: 1, through: 20_000, by: step) {
            let start = practice.time(60 * cuts)
            link.cut(after: position, direction)
            let held = try store.hold(at: start)
            let isLate = link.takeCut()
            #expect(try store.ask(Statement.history(of: held.reference)).map(\.to) == [.hold], "cut after \(position)")
            cuts += 1
            if isLate { break }
        }
        #expect(cuts > 10)
        let count = Statement.one("count", "select count(*) as n from booking") { row throws(PostgresError) in
            try row["n", as: Int.self]
        }
        #expect(try store.ask(count) == cuts)
    }
}
