/// What a piece of the screen means. Views speak of roles alone; a theme gives each its colours.
///
/// A cell has two: its ink (colour and weight of the character) and its ground (colour behind it).
public enum Role: UInt8, CaseIterable, Hashable, Sendable {
    // The page
    case text, dim, faint, title, accent, key, rule
    case bar, header, pane, popup, frame, field, match
    case current

    // The grid
    case hour, off, buffer, turnover, now
    case selected
    case flash

    // States of a booking
    case hold
    case ownHold
    case urgent, confirmed
    case checkedIn
    case completed
    case noShow
    case cancelled, uncovered

    // Slots
    case bookable, snug, gap, conflict

    // The state of the desk
    case live, stale, failed, waiting, done

    /// Where a theme that says nothing about this role takes its style from; nil for `text`, the root of all.
    public var parent: Role? {
        switch self {
        case .text: nil
        case .dim, .title, .accent, .bar, .popup, .rule, .hour, .field, .off, .buffer, .hold, .confirmed, .noShow,
            .bookable, .live, .stale, .failed, .selected, .cancelled:
            .text
        case .faint: .dim
        case .frame: .rule
        case .key, .match: .accent
        case .header, .pane: .bar
        case .current, .flash: .selected
        case .turnover: .buffer
        case .now, .urgent, .uncovered, .conflict: .failed
        case .ownHold: .hold
        case .checkedIn, .completed: .confirmed
        case .snug: .bookable
        case .gap, .waiting: .stale
        case .done: .live
        }
    }

    /// The role in a theme file, such as `checked-in`.
    public var name: String { Self.names[Int(rawValue)] }

    /// In the order of the cases. To ask the language for each took a millisecond of a start.
    private static let names = [
        "text", "dim", "faint", "title", "accent", "key", "rule", "bar", "header", "pane", "popup", "frame", "field",
        "match", "current", "hour", "off", "buffer", "turnover", "now", "selected", "flash", "hold", "own-hold",
        "urgent", "confirmed", "checked-in", "completed", "no-show", "cancelled", "uncovered", "bookable", "snug",
        "gap", "conflict", "live", "stale", "failed", "waiting", "done",
    ]
}
