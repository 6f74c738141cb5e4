import Availability
import Foundation

/// Measures the engine on scenarios, one JSON line for each way of asking. Unfiled begins with a list of all bookings,
/// cold with a schedule, in which they are filed by therapist and by room; warm keeps the prepared search.
///
///     availability-bench [--only MODE] [SCENARIO.flat ...]
@main
struct Bench {
    static func main() throws {
        var arguments = Array(CommandLine.arguments.dropFirst())
        let only = arguments.firstIndex(of: "--only").map { index in
            let modes = arguments.dropFirst(index + 1).prefix(1)
            arguments.removeSubrange(index..<index + 1 + modes.count)
            return modes.joined()
        }
        if arguments.isEmpty {
            for scenario in Scenario.generated { Self(scenario, only: only).run() }
        }
        for path in arguments {
            let name = URL(filePath: path).deletingPathExtension().lastPathComponent
            let text = try String(contentsOfFile: path, encoding: .utf8)
            Self(try Scenario(name: name, text: text), only: only).run()
        }
    }

    private let scenario: Scenario
    private let prepared: PreparedSearch
    /// The only mode that is measured; nil: all.
    private let only: String?

    private init(_ scenario: Scenario, only: String?) {
        self.scenario = scenario
        self.only = only
        prepared = Self.prepare(scenario)
    }

    private static func prepare(_ scenario: Scenario) -> PreparedSearch {
        guard let search = PreparedSearch(scenario.schedule, service: scenario.service) else {
            preconditionFailure("a scenario's service is one of its services")
        }
        return search
    }

    private func run() {
        var triples: [Triple] = []
        report("cold triples") {
            Self.prepare(scenario).list(&triples)
            return triples
        }
        report("warm triples") {
            prepared.list(&triples)
            return triples
        }
        var open: [OpenStart] = []
        report("cold room masks", { open = Self.prepare(scenario).openStarts() }) { prepared.triples(open) }
        report("warm room masks", { open = prepared.openStarts() }) { prepared.triples(open) }
        let bookings = Array(scenario.schedule.occupancies)
        report("unfiled room masks", { open = Self.prepare(scenario.refiled(bookings)).openStarts() }) {
            prepared.triples(open)
        }
        var slots: [Slot] = []
        let query = SlotQuery(service: scenario.service, span: scenario.schedule.span)
        report("cold ranked", { slots = scenario.schedule.slots(for: query) }) { slots.map(Triple.init) }
        var kept = prepared
        report("warm ranked", { slots = kept.slots() }) { slots.map(Triple.init) }
        let day = fullestDay
        report("warm day triples") {
            prepared.list(&triples, in: day)
            return triples
        }
        report("warm day ranked", { slots = kept.slots(in: day) }) { slots.map(Triple.init) }
        report("warm day offers", { slots = kept.offers(in: day) }) { slots.map(Triple.init) }
    }

    /// The day on which most can be booked.
    private var fullestDay: Interval {
        var counts: [Int: Int] = [:]
        for open in prepared.openStarts() {
            counts[Scenario.origin.minutes(until: open.start) / 1440, default: 0] += open.count
        }
        let day = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 0
        let midnight = Scenario.origin.advanced(byMinutes: day * 1440)
        return Interval(midnight, midnight.advanced(byMinutes: 1440))
    }

    private func report(_ mode: String, _ body: () -> [Triple]) {
        var triples: [Triple] = []
        report(mode, { triples = body() }) { triples }
    }

    private func report(_ mode: String, _ body: () -> Void, _ answer: () -> [Triple]) {
        guard only == nil || only == mode else { return }
        let measured = Measurement(of: body)
        let triples = answer()
        print(
            """
            {"peer":"touchbase","scenario":"\(scenario.name)","mode":"\(mode)","slots":\(triples.count),\
            "checksum":\(scenario.checksum(triples)),"median_ms":\(digits(measured.median)),\
            "min_ms":\(digits(measured.least)),"p90_ms":\(digits(measured.p90)),"runs":\(measured.runs)}
            """)
    }

    private func digits(_ milliseconds: Double) -> String { String(format: "%.6f", milliseconds) }
}

extension PreparedSearch {
    fileprivate func triples(_ open: [OpenStart]) -> [Triple] {
        open.flatMap { open in
            open.therapists.flatMap { therapist in
                open.rooms.map { Triple(start: open.start, therapist: therapists[therapist], room: rooms[$0]) }
            }
        }
    }
}

extension Triple {
    fileprivate init(_ slot: Slot) {
        self.init(start: slot.start, therapist: slot.therapist, room: slot.room)
    }
}
