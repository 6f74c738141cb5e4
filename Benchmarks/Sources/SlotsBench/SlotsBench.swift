import Availability
import Booking
import BookingStore
import Foundation
import Postgres

/// Times what `touchbase slots` does between its start and its output, beside one SQL query for the same answer in the
/// same session, and holds the two answers against each other.
///
///     slots-bench DSN QUERY.sql SERVICE [ROUNDS]
@main
struct SlotsBench {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 4 else { throw Failure("usage: slots-bench DSN QUERY.sql SERVICE [ROUNDS]") }
        var store = try Store(ConnectionParameters(arguments[1]))
        let bench = try SlotsBench(
            sql: String(contentsOfFile: arguments[2], encoding: .utf8), service: arguments[3], &store)
        try bench.compare(&store)
        try bench.explain(&store)
        try bench.measure(&store, rounds: arguments.dropFirst(4).first.flatMap { Int($0) } ?? 31)
    }

    private let sql: String
    private let service: ServiceID
    private let today: Instant

    private init(sql: String, service name: String, _ store: inout Store) throws {
        let catalog = try store.catalog()
        guard let service = catalog.services.first(where: { $0.name == name }) else {
            throw Failure("no service is called \(name)")
        }
        let zone = try store.zone(of: catalog.practice)
        let now = Instant(secondsSinceEpoch: Int64(Date.now.timeIntervalSince1970))
        today = zone.startOfDay(zone.localDateTime(at: now).date)
        self.sql = sql
        self.service = service.id
    }

    /// As far as no clock is changed in between, which would move the last hour.
    private func span(days: Int) -> Interval { Interval(today, today.advanced(byMinutes: days * 1440)) }

    private func schedule(_ store: inout Store, days: Int) throws -> Schedule {
        try store.practiceSchedule(over: span(days: days)).schedule
    }

    private func compare(_ store: inout Store) throws {
        let query = SlotQuery(service: service, span: span(days: 30))
        let ours = try schedule(&store, days: 30).slots(for: query).map {
            Triple(start: $0.start, therapist: $0.therapist, room: $0.room)
        }
        let theirs = try store.ask(
            Statement.all("slots by SQL", sql) { row throws(PostgresError) in
                Triple(
                    start: Instant(secondsSinceEpoch: try row["start"]),
                    therapist: TherapistID(rawValue: try row["therapist"]), room: RoomID(rawValue: try row["room"]))
            })
        guard ours.count == theirs.count, Set(ours) == Set(theirs) else {
            throw Failure("\(ours.count) slots by the engine, \(theirs.count) by SQL, and not the same")
        }
        print("the same \(ours.count) slots of 30 days by both")
    }

    /// How the server finds the bookings, and how many commands the one round trip has.
    private func explain(_ store: inout Store) throws {
        let span = span(days: 30)
        let commands = ScheduleRequest(span: span).commands
        guard let bookings = commands.first(where: { $0.name == "occupancies" }) else {
            throw Failure("the loader reads no occupancies")
        }
        let plan = try store.ask(
            Statement.all(
                "explain", "explain (analyze, buffers) " + bookings.sql,
                [span.start.secondsSinceEpoch, span.end.secondsSinceEpoch]
            ) { row throws(PostgresError) in try row["QUERY PLAN", as: String.self] })
        print("the loader: one round trip of \(commands.count) commands; of the bookings' plan:")
        let telling = ["Scan", "Buffers", "Execution"]
        for line in plan where telling.contains(where: line.contains) { print("  \(line)") }
    }

    private func measure(_ store: inout Store, rounds: Int) throws {
        var (loading, searching, querying, firstOfYear): ([Double], [Double], [Double], [Double]) = ([], [], [], [])
        for _ in 0..<rounds {
            let began = Date.now
            let schedule = try schedule(&store, days: 30)
            let loaded = Date.now
            let slots = schedule.slots(for: SlotQuery(service: service, span: schedule.span))
            let searched = Date.now
            // What it returns is fetched, and not even read.
            let rows = try store.ask(Statement<Int>("slots by SQL", sql) { $0.count })
            let queried = Date.now
            let year = try self.schedule(&store, days: 365)
            let first = year.offers(for: SlotQuery(service: service, span: year.span)).first
            guard slots.count == rows, first != nil else { throw Failure("the answers have changed") }
            loading.append(loaded.timeIntervalSince(began))
            searching.append(searched.timeIntervalSince(loaded))
            querying.append(queried.timeIntervalSince(searched))
            firstOfYear.append(Date.now.timeIntervalSince(queried))
        }
        let (load, search, query) = (loading.median, searching.median, querying.median)
        print("median of \(rounds) rounds, in ms, in one session:")
        print("  loader \(load.inMilliseconds), engine \(search.inMilliseconds), SQL query \(query.inMilliseconds)")
        print("  loader and engine take \(String(format: "%.2f", (load + search) / query)) times as long as the query")
        print("  first slot of 365 days, loader and engine: \(firstOfYear.median.inMilliseconds)")
    }
}

struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

extension [Double] {
    fileprivate var median: Double { sorted()[count / 2] }
}

extension Double {
    fileprivate var inMilliseconds: String { String(format: "%.2f", self * 1000) }
}
