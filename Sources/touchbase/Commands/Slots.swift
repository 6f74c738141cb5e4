import ArgumentParser
import Availability
import Booking
import BookingStore

struct Slots: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "slots",
        abstract: "List the slots that can be booked.",
        discussion: """
            Each line is a start and a therapist, with the room that fits tightest. "snug" means that the slot makes no \
            other time unsellable. With --json every therapist and room that can be booked is listed.

              touchbase slots "60-minute Swedish"
              touchbase slots "90-minute Swedish" --from tomorrow --days 3 --therapist ana --snug
            """)

    @Argument(help: "The service's name, or a part of it that no other has.")
    var service: String

    @Option(
        parsing: .unconditional, help: ArgumentHelp("First date, as for day; today unless given.", valueName: "date"))
    var from: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("How many days, 1 to 366.", valueName: "n"))
    var days = 7

    @Option(help: ArgumentHelp("Only with this therapist.", valueName: "name"))
    var therapist: String?

    @Option(help: ArgumentHelp("Only in this room.", valueName: "name"))
    var room: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("At most so many; 20 lines unless given, and all with --json.", valueName: "n"))
    var limit: Int?

    @Flag(help: "Those first that make the least time unsellable.")
    var snug = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (1...366).contains(days) else { throw ValidationError("--days takes a number from 1 to 366.") }
        guard limit ?? 1 > 0 else { throw ValidationError("--limit takes a number from 1 on.") }
    }

    func report(_ office: inout Office, _ console: Console) throws -> any Report {
        let practice = try office.readPractice()
        let service = try practice.service(named: service)
        let first = try from.map { text throws(Failure) in try practice.date(text) } ?? practice.today
        let span = span(from: first, practice.zone)
        let query = SlotQuery(
            service: service.id, span: span, therapist: try practice.therapist(named: therapist)?.id,
            room: try practice.room(named: room)?.id)
        var slots = try office.store.practiceSchedule(over: span).schedule.slots(for: query)
        if snug { slots = slots.snugFirst }
        return ListedSlots(service: service, slots: slots, limit: limit, first: first, practice: practice)
    }

    private func span(from first: LocalDate, _ zone: ZoneRules) -> Interval {
        Interval(zone.startOfDay(first), zone.startOfDay(first.advanced(byDays: days)))
    }

    private struct ListedSlots: Report {
        var service: Service
        var slots: [Slot]
        var limit: Int?
        var first: LocalDate
        var practice: PracticeView

        func write(to page: inout TextPage) {
            if first < practice.today {
                let (asked, today) = (practice.clock.day(first), practice.clock.day(practice.today))
                page.line("\(asked) is past: what can still be booked begins today, \(today).")
            }
            let offers = slots.groupedByOffer
            guard !offers.isEmpty else {
                return page.line("No slot for \(service.name). Try more --days, or ask why: touchbase explain")
            }
            let shown = offers.prefix(limit ?? 20)
            page.table(shown.map { row(of: $0.slot, otherRooms: $0.otherRooms) })
            let rest = offers.count - shown.count
            if rest > 0 { page.line("and \(rest) more: narrow with --from, --days or --therapist, or raise --limit") }
        }

        private func row(of slot: Slot, otherRooms: Int) -> [String] {
            var row = practice.row(of: slot)
            if otherRooms > 0 { row[2] += " +\(otherRooms) \(otherRooms == 1 ? "room" : "rooms")" }
            return row
        }

        func write(to json: inout JSONWriter) {
            let shown = limit.map { slots.prefix($0) } ?? slots[...]
            json.object { json in
                json.member("service", service.name)
                json.slots("slots", shown, practice)
            }
        }
    }
}

extension [Slot] {
    /// By gap cost; those that cost the same stay as they are.
    fileprivate var snugFirst: [Slot] {
        enumerated().sorted { ($0.element.gapCost, $0.offset) < ($1.element.gapCost, $1.offset) }.map(\.element)
    }

    /// Each start and therapist once, in the room that comes first, and how many rooms there are besides: the slots of
    /// one start and therapist follow each other.
    fileprivate var groupedByOffer: [(slot: Slot, otherRooms: Int)] {
        var offers: [(slot: Slot, otherRooms: Int)] = []
        for slot in self {
            if let last = offers.last?.slot, last.start == slot.start, last.therapist == slot.therapist {
                offers[offers.count - 1].otherRooms += 1
            } else {
                offers.append((slot, 0))
            }
        }
        return offers
    }
}
