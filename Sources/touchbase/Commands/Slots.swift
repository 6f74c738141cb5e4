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
        let schedule = try office.store.practiceSchedule(over: span).schedule
        return ListedSlots(
            service: service, query: query, search: PreparedSearch(schedule, service: service.id), isSnugFirst: snug,
            limit: limit, first: first, practice: practice, advice: advice(on: service, query, schedule, practice))
    }

    /// What to do when there is no slot: more days only help who could do it at all.
    private func advice(
        on service: Service, _ query: SlotQuery, _ schedule: Schedule, _ practice: PracticeView
    ) -> String {
        let explanation = Explanation(
            of: service, at: schedule.now, catalog: practice.catalog, clock: practice.clock)
        if let named = schedule.therapists.first(where: { $0.id == query.therapist }), !named.does(service.id) {
            return "\(explanation.sentence(.serviceNotDone(by: named.id)))."
        }
        if let named = schedule.rooms.first(where: { $0.id == query.room }), !named.fits(service.id) {
            return "\(explanation.sentence(.serviceDoesNotFit(named.id)))."
        }
        guard schedule.therapists.contains(where: { $0.does(service.id) }) else { return "Nobody does it." }
        guard schedule.rooms.contains(where: { $0.fits(service.id) }) else { return "No room is set up for it." }
        return days < 366 ? "Try more --days, or ask why: touchbase explain" : "Ask why: touchbase explain"
    }

    private func span(from first: LocalDate, _ zone: ZoneRules) -> Interval {
        Interval(zone.startOfDay(first), zone.startOfDay(first.advanced(byDays: days)))
    }

    private struct ListedSlots: Report {
        let service: Service
        let query: SlotQuery
        /// Nil when the service was taken out of the practice a moment ago.
        let search: PreparedSearch?
        let isSnugFirst: Bool
        let limit: Int?
        let first: LocalDate
        let practice: PracticeView
        let advice: String

        /// The first so many slots; all of them are ranked only when the order may take any of them to the front.
        private func slots(_ limit: Int) -> [Slot] {
            guard var search else { return [] }
            guard isSnugFirst else {
                return search.slots(therapist: query.therapist, room: query.room, limit: limit)
            }
            return search.slots(therapist: query.therapist, room: query.room).snugFirst
        }

        func write(to page: inout TextPage) {
            if first < practice.today {
                let (asked, today) = (practice.clock.day(first), practice.clock.day(practice.today))
                page.line("\(asked) is past: what can still be booked begins today, \(today).")
            }
            let count = search?.offerCount(therapist: query.therapist, room: query.room) ?? 0
            guard count > 0 else {
                return page.line("No slot for \(service.name). \(advice)")
            }
            let wanted = min(limit ?? 20, count)
            let shown = slots(wanted * practice.catalog.rooms.count).groupedByOffer.prefix(wanted)
            page.table(shown.map { row(of: $0.slot, otherRooms: $0.otherRooms) })
            let rest = count - shown.count
            if rest > 0 { page.line("and \(rest) more: narrow with --from, --days or --therapist, or raise --limit") }
        }

        private func row(of slot: Slot, otherRooms: Int) -> [String] {
            var row = practice.row(of: slot)
            if otherRooms > 0 { row[2] += " +\(otherRooms) \(otherRooms == 1 ? "room" : "rooms")" }
            return row
        }

        func write(to json: inout JSONWriter) {
            let shown = slots(limit ?? .max).prefix(limit ?? .max)
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
