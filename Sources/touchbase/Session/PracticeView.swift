import Availability
import Booking
import FrontDesk
import Glibc

/// The practice as it was at one moment, with all that is needed to speak of it: names for ids, and its clock.
struct PracticeView {
    let catalog: Catalog
    let zone: ZoneRules

    var clock: WallClock { WallClock(zone: zone, presentYear: today.year) }

    /// Nothing has been imported yet.
    var hasNothing: Bool { catalog.services.isEmpty && catalog.therapists.isEmpty && catalog.rooms.isEmpty }

    /// The service that is meant by what somebody typed.
    func service(named typed: String) throws(Failure) -> Service {
        try NameMatch.find(typed, among: catalog.services, by: \.name, kind: "service")
    }

    func therapist(named typed: String?) throws(Failure) -> Therapist? {
        guard let typed else { return nil }
        return try NameMatch.find(typed, among: catalog.therapists, by: \.name, kind: "therapist")
    }

    func room(named typed: String?) throws(Failure) -> Room? {
        guard let typed else { return nil }
        return try NameMatch.find(typed, among: catalog.rooms, by: \.name, kind: "room")
    }

    /// A start as people type it: a date and a local time, or with an offset.
    func start(_ typed: String) throws(Failure) -> Instant {
        do {
            return try zone.instant(of: TypedStart(withDate(typed)))
        } catch {
            throw Failure(code: .invalid, message: message(error, on: typed))
        }
    }

    /// What is wrong with a start, and where, with examples that are still to come.
    private func message(_ error: TimeTextError, on typed: String) -> String {
        switch error {
        case .nonexistent, .twice: "\(error)"
        case .notAWholeMinute: "\"\(typed)\" is no start. \(error)"
        case .badOffset where Self.parts(of: typed).time?.contains { "+-".contains($0) } == true:
            "\"\(typed)\" is no start. \(error)"
        default: "\"\(typed)\" is no start: \(fault(in: typed)). Write \(startForms)."
        }
    }

    private var startForms: String { "a date and a time, as in \"tuesday 14:00\", \"+3 2pm\", or \(soon)T14:00" }

    /// Which part of a start cannot be read.
    private func fault(in typed: String) -> String {
        let (date, time) = Self.parts(of: typed)
        let isDate = TypedDate(date, today: today) != nil
        guard let time else { return isDate ? "the time is missing" : "\"\(date)\" is no date with a time" }
        if isDate { return "\"\(time)\" is no time" }
        if case .failure(.noSuchDate) = Result(catching: { () throws(TimeTextError) in try LocalDate(parsing: date) }) {
            return "the calendar has no such date"
        }
        return "\"\(date)\" is no date"
    }

    /// What stands before the first blank, or the `T` of a date in digits, and what stands behind it.
    private static func parts(of typed: String) -> (date: String, time: String?) {
        let text = typed.drop(while: \.isWhitespace)
        let marks = text.contains(" ") ? " " : text.first?.isNumber == true ? "Tt" : ""
        let parts = text.split(maxSplits: 1) { marks.contains($0) }
        return (parts.first.map(String.init) ?? "", parts.count == 2 ? String(parts[1]) : nil)
    }

    private var noSuchDate: String { "The calendar has no such date. Write year, month and day, as in \(soon)." }
    private var soon: LocalDate { today.advanced(byDays: 3) }

    /// A date in any form that the desk takes, too.
    func date(_ typed: String) throws(Failure) -> LocalDate {
        if let date = TypedDate(typed, today: today)?.date { return date }
        if case .failure(.noSuchDate) = Result(catching: { () throws(TimeTextError) in try LocalDate(parsing: typed) })
        {
            throw Failure(code: .invalid, message: noSuchDate)
        }
        throw Failure(
            code: .invalid,
            message: "\"\(typed)\" is no date: write today, tomorrow, monday, +3, -1, 12, 5/12, or \(soon).")
    }

    /// `monday 10:00` with the date written out; any other text as it is.
    private func withDate(_ typed: String) -> String {
        let (text, time) = Self.parts(of: typed)
        guard let time, let date = TypedDate(text, today: today)?.date else { return typed }
        return "\(date)T\(time.drop(while: \.isWhitespace))"
    }

    /// The date that it is at the practice, by this machine's clock.
    var today: LocalDate { zone.localDateTime(at: .now).date }

    func name(_ id: TherapistID) -> String { catalog.therapist(id)?.name ?? "?" }
    func name(_ id: RoomID) -> String { catalog.room(id)?.name ?? "?" }

    /// Start, therapist, room and gap of a slot.
    func row(of slot: Slot) -> [String] {
        [clock.dayAndTime(slot.start), name(slot.therapist), name(slot.room), gap(of: slot)]
    }

    /// What taking the slot costs: nothing, or minutes that no service fits into any more.
    func gap(of slot: Slot) -> String {
        slot.isSnug ? "snug" : "leaves \(slot.gapCost) min"
    }
}

extension Instant {
    /// By this machine's clock. What matters is decided by the database's.
    static var now: Instant { Instant(secondsSinceEpoch: Int64(time(nil))) }
}
