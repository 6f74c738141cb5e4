import Screen

/// One line of the key map.
struct Binding: Sendable {
    let places: [Place]
    let keys: [Key]
    /// The keys as people read them.
    let label: String
    /// One or two words for the footer; empty: not in it.
    let short: String
    /// A sentence for the help; empty: it is said in another place.
    let help: String
    let command: Command
    /// The keys in the footer, where they stand for more than this line.
    let footerLabel: String

    init(
        _ places: [Place], _ keys: [Key], _ label: String, _ short: String, _ help: String, _ command: Command,
        footerLabel: String? = nil
    ) {
        self.footerLabel = footerLabel ?? label
        self.places = places
        self.keys = keys
        self.label = label
        self.short = short
        self.help = help
        self.command = command
    }
}

/// Every key of the desk: dispatch, footer, help and documentation all read this one table.
public enum KeyMap {
    private static let digits = "123456789".map(Key.character)
    private static let texts: [Place] = [.help, .card, .why]
    private static let lists: [Place] = [.service, .slot, .customer, .holds, .find, .customerCard, .mail, .themes]

    /// In the order of footer and help.
    static let bindings: [Binding] = [
        Binding([.desk], [.character("n")], "n", "book", "Book: service, slot, customer, confirm", .book),
        Binding([.desk], [.character("/")], "/", "find", "Find customers and bookings of all dates", .find),
        Binding(
            [.desk], [.tab], "Tab", "rooms", "Therapists or rooms across; in a week, the next of them", .otherResources),
        Binding([.desk], [.character("[")], "[", "", "The day before", .previousDay),
        Binding([.desk], [.character("]")], "]", "day", "The next day", .nextDay, footerLabel: "[ ]"),
        Binding([.desk], [.character("{")], "{", "", "A week earlier", .previousWeek),
        Binding([.desk], [.character("}")], "}", "", "A week later", .nextWeek),
        Binding([.desk], [.character("g")], "g", "go to", "Go to a date: \(TypedDate.forms)", .goTo),
        Binding([.desk], [.character("t")], "t", "", "Today, now", .today),
        Binding([.desk], [.character("w")], "w", "week", "The week of this column, and back", .week),
        Binding([.desk], [.character("H"), .character("h")], "H", "holds", "The holds of all desks", .holds),
        Binding([.desk], [.character("M")], "M", "mail", "The mail log", .mail),
        Binding([.desk], [.enter], "↵", "open", "Open the booking, or book the free cell", .open),
        Binding([.desk], [.character("x")], "x", "cancel", "Cancel: a hold at once, a booking with a reason", .cancel),
        Binding([.desk], [.character("m")], "m", "move", "Move the booking to another slot", .move),
        Binding([.desk], [.character("c")], "c", "check in", "Check in: the customer has come", .checkIn),
        Binding([.desk], [.character("d")], "d", "done", "Done: the customer was served and leaves", .complete),
        Binding([.desk], [.character("N")], "N", "", "No-show: the customer did not come", .noShow),
        Binding(
            [.desk], [.character("p")], "p", "customer", "The customer of the booking: notes, visits, contact",
            .customer),
        Binding(
            [.desk], [.character("?")], "?", "why", "Why this cell cannot be booked for the service booked last", .why),
        Binding(
            [.desk], [.character("u")], "u", "",
            "Undo what was done last: a cancellation, a move, a check-in, a booking, a release", .undo),
        Binding([.slot], [.character("?")], "?", "", "What this slot costs, or why the time typed cannot be had", .why),
        Binding([.desk], [.character("T")], "T", "", "Change the theme", .theme),
        Binding([.desk], [.character("+")], "+", "", "Finer rows", .finer),
        Binding([.desk], [.character("-")], "-", "", "Coarser rows", .coarser),
        Binding([.desk], [.up], "↑", "", "Up a row, or over a booking", .up),
        Binding([.desk], [.down], "↓", "", "Down a row, or over a booking", .down),
        Binding([.desk], [.left], "←", "", "The column to the left", .left),
        Binding([.desk], [.right], "→", "", "The column to the right", .right),
        Binding([.desk], [.pageUp], "PgUp", "", "Up a page", .pageUp),
        Binding([.desk], [.pageDown], "PgDn", "", "Down a page", .pageDown),
        Binding([.desk], [.home], "Home", "", "The first opening of the column", .firstRow),
        Binding([.desk], [.end], "End", "", "The last opening of the column", .lastRow),
        Binding([.welcome], [.character("s")], "s", "use the sample", "Fill it with the sample practice", .useSample),
        Binding([.welcome], [.character("T")], "T", "theme", "Change the theme", .theme),
        Binding(
            [.desk], [.control("z")], "^Z", "", "From anywhere: leave the desk for the shell; fg comes back",
            .suspend),

        Binding(lists, [.up], "↑", "", "The line above", .up),
        Binding(lists, [.down], "↓", "choose", "The line below", .down, footerLabel: "↑↓"),
        Binding(texts + [.confirm], [.up], "↑", "", "Up a line", .up),
        Binding(texts + [.confirm], [.down], "↓", "scroll", "Down a line", .down, footerLabel: "↑↓"),
        Binding(texts, [.pageUp], "PgUp", "", "Up a page", .pageUp),
        Binding(texts, [.pageDown], "PgDn", "", "Down a page", .pageDown),
        Binding(texts, [.home], "Home", "", "To the top", .firstRow),
        Binding(texts, [.end], "End", "", "To the end", .lastRow),
        Binding([.slot], digits, "1-9", "take", "Take the line that bears it", .pick),
        Binding(
            [.service, .customer, .find], digits, "1-9", "take",
            "Take the line that bears it; where none does it is typed", .pick),
        Binding([.service, .slot, .customer], [.enter], "↵", "take", "Take the marked line", .take),
        Binding([.slot], [.character("+"), .pageDown], "+", "more", "Later slots", .more),
        Binding([.slot], [.control("s")], "^S", "snug first", "Slots that leave no gap first, or by time", .snugFirst),
        Binding(
            [.slot], [.control("l")], "^L", "", "List anew, with what has come free; numbers stay till then", .refresh),
        Binding(
            [.customer], [.control("n")], "^N", "new customer", "Make a new customer of what is typed", .newCustomer),
        Binding([.newCustomer, .customerForm], [.tab, .down], "Tab", "next field", "The next field", .nextField),
        Binding([.newCustomer, .customerForm], [.backTab, .up], "⇧Tab", "", "The field before", .previousField),
        Binding([.newCustomer], [.enter], "↵", "make customer", "Make the customer and go on", .take),
        Binding([.customerForm], [.enter], "↵", "save", "Save what was changed", .take),
        Binding(
            [.customerForm], [.control("t")], "^T", "take theirs",
            "Take what somebody else has made of this field meanwhile", .takeTheirs),
        Binding([.confirm], [.enter], "↵", "confirm", "Confirm the booking", .take),
        Binding(
            [.slot, .customer, .newCustomer], [.control("r")], "^R", "hold again", "Hold again what ran out",
            .holdAgain),
        Binding([.confirm], [.control("r")], "^R", "", "Hold again what ran out, as Enter does then", .holdAgain),
        Binding(
            [.slot, .customer, .confirm], [.tab, .backTab], "Tab", "back",
            "Back a step; nothing typed is lost. From the slots on with the one that is held", .back),
        Binding(
            [.service, .slot, .customer, .confirm], [.escape], "Esc", "release", "Leave; the hold is released at once",
            .close),

        Binding([.holds], [.enter], "↵", "show", "Go on with a hold of yours; show another's in the calendar", .take),
        Binding([.holds], [.character("x")], "x", "cancel", "Cancel the hold at once", .cancel),
        Binding([.find], [.enter], "↵", "show", "Show the customer or the booking", .take),
        Binding([.customerCard], [.character("n")], "n", "book", "Book for this customer", .book),
        Binding([.customerCard], [.character("e")], "e", "edit", "Change name, email, phone or notes", .edit),
        Binding([.customerCard], [.pageDown], "PgDn", "notes", "Further down in the notes", .pageDown),
        Binding([.customerCard], [.pageUp], "PgUp", "", "Back up in the notes", .pageUp),
        Binding([.customerCard], [.enter], "↵", "show booking", "Show the marked booking in the calendar", .take),
        Binding(
            [.card], [.enter], "↵", "go on", "Go on with a hold of yours: who it is for, then confirm it", .goOn),
        Binding([.card], [.character("x")], "x", "cancel", "Cancel it", .cancel),
        Binding([.card], [.character("m")], "m", "move", "Move it to another slot", .move),
        Binding([.card], [.character("c")], "c", "check in", "The customer has come", .checkIn),
        Binding([.card], [.character("d")], "d", "done", "The customer was served and leaves", .complete),
        Binding([.card], [.character("N")], "N", "no-show", "The customer did not come", .noShow),
        Binding([.card], [.character("p")], "p", "customer", "Its customer: notes, visits, contact", .customer),
        Binding([.card], [.character("r")], "r", "resend mail", "Send its confirmation again", .resend),
        Binding([.mail], [.pageDown], "PgDn", "letter", "Further down in the letter", .pageDown),
        Binding([.mail], [.pageUp], "PgUp", "", "Back up in the letter", .pageUp),
        Binding([.mail], [.enter], "↵", "show", "Show the booking in the calendar", .take),
        Binding([.mail], [.character("r")], "r", "resend", "Send the mail again", .resend),
        Binding([.reason], [.enter], "↵", "cancel booking", "Cancel it, with the reason typed", .take),
        Binding([.goTo], [.enter], "↵", "go", "Go there", .take),
        Binding([.themes], [.enter], "↵", "keep", "Keep this theme", .take),
        Binding(
            [
                .newCustomer, .holds, .goTo, .find, .reason, .card, .customerCard, .customerForm, .mail, .themes, .why,
            ], [.escape], "Esc", "back",
            "Back, with nothing done", .close),
        Binding(
            [.help], [.escape, .enter, .character("q"), .function(1)], "Esc", "back", "Back; so do Enter, q and F1",
            .close),

        Binding([.desk, .welcome], [.function(1)], "F1", "keys", "All keys", .help),
        Binding(
            Place.allCases.filter { ![.desk, .welcome, .help].contains($0) }, [.function(1)], "F1", "", "All keys",
            .help),
        Binding(Place.allCases.filter { $0 != .desk }, [.control("z")], "^Z", "", "", .suspend),
        Binding(
            [.desk, .welcome], [.character("q")], "q", "quit", "Quit the desk",
            .quit),
    ]

    /// Where the footer is too short, the last of these go first. The way out and the help (0) always stay; what is not
    /// here goes before all of them.
    static func footerRank(of command: Command) -> Int? {
        footerRanks[command]
    }

    private static let footerRanks: [Command: Int] = {
        let byImportance: [Command] = [
            .book, .find, .otherResources, .nextDay, .goTo, .cancel, .open, .why, .checkIn, .complete, .move, .week,
            .mail, .holds, .customer,
        ]
        let ranked = byImportance.enumerated().map { ($1, $0 + 1) }
        return Dictionary(uniqueKeysWithValues: [.close, .help, .quit, .take].map { ($0, 0) } + ranked)
    }()

    /// What a key does only with what is under the cursor: these stand together, so that a move changes little.
    static let ofCursor: [Command] = [.open, .cancel, .move, .checkIn, .complete, .why, .customer]
    /// The help and the way out of the calendar.
    static let exits: [Command] = [.help, .quit]

    /// What a key is called in the footer where that depends on what is shown; nil: as in the table, empty: not there.
    static func short(of command: Command, in model: Model) -> String? {
        switch (command, model.day.arrangement) {
        case (.close, _) where model.place == .confirm: model.flow?.confirming == nil ? "back" : "leave"
        case (.back, _) where model.place == .confirm: ""
        case (.back, _) where model.place == .slot && model.flow?.liveHold != nil: "keep slot"
        case (.close, _) where model.flow?.isHolding == false && model.place != .newCustomer && model.isFlowOnTop:
            model.flow?.moving == nil ? "leave" : "leave it there"
        case (.take, _) where model.place == .confirm && model.flow?.moving != nil: "move it"
        case (.take, _) where model.place == .confirm && model.flow?.hasExpired == true: "hold again"
        case (.take, _) where model.place == .customer && model.flow?.found.isEmpty == true: "new customer"
        case (.newCustomer, _) where model.flow?.found.isEmpty == true: ""
        case (.up, _) where model.flow?.found.isEmpty == true && model.place == .customer: ""
        case (.down, _) where model.flow?.found.isEmpty == true && model.place == .customer: ""
        case (.take, _) where model.place == .holds && model.marksOwnHold: "go on"
        case (.take, _) where model.flow?.form?.known != nil: "book for them"
        case (.take, _) where model.contestedForm != nil: "save yours"
        case (.otherResources, .rooms): "therapists"
        case (.otherResources, .week): "next"
        case (.week, .week): "day"
        default: nil
        }
    }

    static func bindings(in place: Place) -> [Binding] {
        bindingsByPlace[place] ?? []
    }

    private static let bindingsByPlace = Dictionary(
        grouping: bindings.flatMap { binding in Set(binding.places).map { (place: $0, binding: binding) } }, by: \.place
    ).mapValues { $0.map(\.binding) }

    static func command(for key: Key, in place: Place) -> Command? {
        bindings(in: place).first { $0.keys.contains(key) }?.command
    }

    /// The calendar's keys as a table in Markdown.
    public static var documentation: String {
        let lines = bindings(in: .desk).map { "| `\($0.label)` | \($0.help) |" }
        return (["| key | what it does |", "| --- | --- |"] + lines).joined(separator: "\n")
    }
}
