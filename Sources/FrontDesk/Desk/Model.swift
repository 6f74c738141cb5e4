public import Availability
public import Booking
public import Screen

/// All that one desk knows and shows. It changes only by `update(_:_:)`.
public struct Model: Sendable {
    public internal(set) var size: Size
    /// Whose desk it is; bookings made here bear it.
    public let desk: Desk
    let keyNames: KeyNames
    /// The themes that can be chosen, and the one that is in use.
    let themes: [String]
    var theme: String

    var now: Moment
    var sheet: Sheet? {
        didSet {
            keptColumns = nil
            sheetNumber += 1
        }
    }
    /// Another sheet, or another state of one, has another number.
    private(set) var sheetNumber = 0
    /// The calendar's columns as they were worked out last: every key needs them several times.
    var keptColumns: KeptColumns?
    /// The days that were asked for and have not come.
    var loading: DateSpan?
    /// Something changed while a reading was under way: it is read once more.
    var isOutdated = false
    var link = Link.live
    var mail = MailCounts()

    var day: DayModel
    var pace = Pace()
    var overlays: [Overlay] = []
    var notice: Notice?
    /// What `u` takes back.
    var lastChange: Change?
    var lastService: ServiceID?
    /// How slots were sorted last.
    var slotOrder = SlotOrder.earliest
    var details: Details?
    /// A cancelled booking whose mails are asked for, so as to say what its customer hears.
    var cancelled: Reference?
    /// What somebody else cancelled while this desk was at it; its history is asked for, so as to say who did.
    var lost: Reference?
    /// A booking that was asked for, to be shown when it comes.
    var jump: Reference?
    /// The booking that was under the cursor when somebody last did something here.
    var attended: BookingID?
    /// Bookings that another desk changed, and until when that shows.
    var flashes: [BookingID: Moment] = [:]

    /// The practice's date as it was last seen here: a desk that shows it goes on with it.
    var seenToday: LocalDate?

    /// What this desk asked for and has no answer to yet.
    var pending: [Ticket: Pending] = [:]
    var nextTicket = 1

    struct DateSpan: Hashable {
        var first: LocalDate
        var days: Int

        func contains(_ date: LocalDate) -> Bool {
            (0..<days).contains(date.daysSinceEpoch - first.daysSinceEpoch)
        }
    }

    struct MailCounts: Hashable {
        var queued = 0
        /// Why this desk sends none.
        var stopped: String?
        var undelivered = Undelivered()
        /// Those that were there when somebody looked at the log.
        var seen = Undelivered()

        struct Undelivered: Hashable {
            var failed = 0
            var uncertain = 0
        }
    }

    /// Something done at this desk that can be taken back, with the booking as it was before. Indirect, for a model is
    /// copied with each key.
    indirect enum Change {
        case cancelled(Booking)
        case marked(Booking)
        case moved(Booking)
        /// A new booking was confirmed: it can be taken back as long as that is what the desk says.
        case confirmed(Booking, saying: Notice)
        /// A booking in the making was left: it is taken up again with all that was typed, as long as the desk says so.
        case released(Flow, saying: Notice)
    }

    /// What `u` takes back now.
    var undoable: Change? {
        switch lastChange {
        case .confirmed(_, let said) where notice != said, .released(_, let said) where notice != said: nil
        default: lastChange
        }
    }

    /// What an intent was sent for.
    enum Pending {
        case hold, confirm, release
        /// The hold of the booking in the making gets another slot.
        case moveHold
        case cancel(Booking)
        /// With the booking as it was before.
        case move(Booking)
        case moveBack
        /// The slot of a cancelled booking is held again; what follows is its confirmation.
        case undo(Booking)
        case undoConfirm
        /// With the booking as it was before.
        case mark(Booking)
        case unmark
    }

    /// - Parameters:
    ///   - date: the day to show first.
    ///   - now: the desk's clock.
    ///   - keyNames: what this terminal can call keys.
    public init(
        desk: Desk, date: LocalDate, now: Moment, size: Size, themes: [String] = [], theme: String = "",
        keyNames: KeyNames = .signs
    ) {
        self.desk = desk
        self.keyNames = keyNames
        self.now = now
        self.size = size
        self.themes = themes
        self.theme = theme
        day = DayModel(date: date)
    }

    /// What the shell does first: today is read sooner than all that is kept at hand, and that is read once it shows.
    public mutating func start() -> [Effect] {
        loading = DateSpan(first: day.date, days: 1)
        return [.loadToday]
    }

    /// The practice's clock; nil until something was read.
    var instant: Instant? { sheet?.now(at: now) }

    /// The practice's date; the one shown until something was read.
    var today: LocalDate {
        guard let sheet, let instant else { return day.date }
        return sheet.zone.localDateTime(at: instant).date
    }

    var flow: Flow? {
        for case .flow(let flow) in overlays { return flow }
        return nil
    }

    /// The form of a customer whom somebody else has changed meanwhile, while that is to be decided.
    var contestedForm: CustomerForm? {
        guard case .customer(let card)? = overlays.last, let form = card.form else { return nil }
        return form.contested.isEmpty ? nil : form
    }

    /// Where keys go now.
    var place: Place { overlays.last?.place ?? (isEmptyPractice ? .welcome : .desk) }

    /// Nothing was ever brought in: nobody works here, and nothing is sold.
    var isEmptyPractice: Bool {
        guard let catalog = sheet?.catalog else { return false }
        return catalog.services.isEmpty && catalog.therapists.isEmpty && catalog.rooms.isEmpty
    }

    /// Whether the booking is a hold of this very desk.
    func isOwn(_ booking: Booking) -> Bool {
        booking.madeBy == desk
    }

    /// The next moment at which something on the screen changes by itself; nil: nothing does.
    ///
    /// A second of a countdown, the end of a flash, the cursor come to rest, or the next minute of the clock.
    public var nextDeadline: Moment? {
        guard let sheet else { return nil }
        let seconds = sheet.received.milliseconds(until: now)
        let clock = sheet.schedule.now.secondsSinceEpoch * 1000 + seconds
        let toMinute = 60_000 - (clock % 60_000 + 60_000) % 60_000
        let holds = sheet.holds(at: now).compactMap { sheet.millisecondsLeft(of: $0, at: now) }
        let toSecond = holds.map { ($0 - 1) % 1000 + 1 }.min()
        let toFlashEnd = flashes.values.map { max(1, now.milliseconds(until: $0)) }.min()
        let toRest = pace.isRunning(at: now) ? pace.restsAt.map(now.milliseconds(until:)) : nil
        let next = [toMinute, toSecond, toFlashEnd, toRest].compactMap(\.self).min() ?? toMinute
        return now.advanced(byMilliseconds: next)
    }
}
