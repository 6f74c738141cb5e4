import Foundation
import Postgres
import TestSupport

/// Holds what the desks were told against what the database witnessed.
struct Verdict {
    private let database: TestDatabase
    private let entries: [Journal.Entry]
    private var lines: [String] = []
    private(set) var isGood = true

    init(_ database: TestDatabase, entries: [Journal.Entry]) {
        self.database = database
        self.entries = entries
    }

    /// All findings, a line each.
    var text: String { lines.joined(separator: "\n") }

    mutating func judge(loserLimit: Int) throws {
        var connection = try database.connect(session: .patient)
        try load(into: &connection)
        describe()
        for rule in Rule.all {
            let found = try connection.run(
                Statement.all(rule.name, rule.counterexamples) { row throws(PostgresError) in
                    try row["found", as: String.self]
                }, within: .seconds(300))
            find(rule.name, found)
        }
        // PANIC: the server itself has come to harm.
        let complaints = try TestCluster.shared().log().split(separator: "\n").filter {
            $0.contains("deadlock detected") || $0.contains("PANIC")
        }
        find("the server's log tells of no deadlock and no crash", complaints.map(String.init))
        timeLosers(limit: loserLimit)
    }

    private mutating func find(_ rule: String, _ counterexamples: [String]) {
        lines.append("\(counterexamples.isEmpty ? "holds " : "BROKEN") \(rule)")
        lines += counterexamples.prefix(5).map { "       \($0)" }
        if !counterexamples.isEmpty { isGood = false }
    }

    private mutating func describe() {
        var counts: [String: Int] = [:]
        for entry in entries { counts["\(entry.action) \(entry.outcome ?? "killed")", default: 0] += 1 }
        let parts = counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        lines.append("\(entries.count) requests: \(parts.joined(separator: ", "))")
    }

    private mutating func timeLosers(limit: Int) {
        let waits = entries.filter { $0.outcome == "taken" }
            .compactMap { entry in entry.told.map { Int($0 - entry.asked) } }.sorted()
        guard !waits.isEmpty else { return find("somebody lost a race", ["nobody did"]) }
        func milliseconds(_ percent: Int) -> Int { waits[min(waits.count - 1, waits.count * percent / 100)] / 1000 }
        let text = "losers knew after \(milliseconds(50)) ms (half), \(milliseconds(99)) ms (99 of 100)"
        lines.append("\(text), \((waits.last ?? 0) / 1000) ms (all)")
        if limit > 0, milliseconds(99) > limit { find("99 of 100 losers know within \(limit) ms", [text]) }
    }

    private func load(into connection: inout Connection) throws {
        try connection.run(script: Rule.tables, named: "make the tables of the verdict")
        for start in stride(from: 0, to: entries.count, by: 5000) {
            let part = entries[start..<min(start + 5000, entries.count)]
            try connection.run(
                Statement(
                    "load the journals",
                    """
                    insert into witness.journal
                    select request::uuid, action, target, service, therapist, room, to_timestamp(start),
                           to_timestamp(asked / 1e6), to_timestamp(told / 1e6), outcome, booking
                    from unnest($1::text[], $2::text[], $3::text[], $4::integer[], $5::integer[], $6::integer[],
                                $7::bigint[], $8::bigint[], $9::bigint[], $10::text[], $11::text[])
                         as j (request, action, target, service, therapist, room, start, asked, told, outcome, booking)
                    """,
                    [
                        part.map(\.request), part.map(\.action), part.map(\.target), part.map(\.service),
                        part.map(\.therapist), part.map(\.room), part.map(\.start), part.map(\.asked),
                        part.map(\.told), part.map(\.outcome), part.map(\.booking),
                    ]), within: .seconds(60))
        }
        try connection.run(script: Rule.views, named: "prepare the verdict")
    }
}
