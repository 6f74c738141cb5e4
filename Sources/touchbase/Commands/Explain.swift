import ArgumentParser
import Availability
import Booking
import BookingStore

struct Explain: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say why a service can or cannot start at a time.",
        discussion: """
            Every rule that is in the way is named, with what blocks it and until when.

              touchbase explain "60-minute Swedish" "monday 14:00"
              touchbase explain "90-minute Swedish" "tomorrow 14:00" --therapist ana --room "Room 2"
            """)

    @OptionGroup var slot: SlotArguments
    @OptionGroup var common: CommonOptions

    func report(_ office: inout Office, _ console: Console) throws -> any Report {
        let practice = try office.readPractice()
        let wanted = try slot.taker(practice)
        try wanted.refuseTypingError()
        let minute = Interval(wanted.start, wanted.start.advanced(byMinutes: 1))
        let schedule = try office.store.practiceSchedule(over: minute).schedule
        return ExplainedStart(wanted: wanted, verdict: StartVerdict(of: wanted, in: schedule))
    }

    private struct ExplainedStart: Report {
        var wanted: SlotTaker
        var verdict: StartVerdict

        private var practice: PracticeView { wanted.practice }
        private var reasons: [ExplainedReason] { verdict.reasons.map { ExplainedReason($0, by: verdict.explanation) } }

        func write(to page: inout TextPage) {
            let what = "\(wanted.service.name) at \(practice.clock.dayAndTime(wanted.start))"
            page.line(verdict.slots.isEmpty ? "\(what) cannot be booked:" : "\(what) can be booked:")
            page.table(verdict.slots.map(practice.row(of:)), indent: 2)
            if !verdict.slots.isEmpty, !reasons.isEmpty { page.line("Not otherwise:") }
            for reason in reasons { page.line("  \(reason.sentence).") }
            if verdict.slots.isEmpty, reasons.isEmpty { page.line("  Nobody does it, or no room is set up for it.") }
        }

        func write(to json: inout JSONWriter) {
            json.object { json in
                json.member("service", wanted.service.name)
                json.member("starts_at", practice.zone.rfc3339(wanted.start))
                json.member("bookable", !verdict.slots.isEmpty)
                json.member("slots", each: verdict.slots) { $0.slot($1, practice) }
                json.member("reasons", each: reasons) { $0.value($1) }
            }
        }
    }
}
