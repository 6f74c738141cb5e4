/// One key as the terminal sent it.
public enum Key: Hashable, Sendable {
    /// A printable character, with shift and dead keys already in it.
    case character(Character)
    /// A letter typed with Control, lower case. Tab, Enter and Escape are not among them.
    case control(Character)
    /// A printable character typed with Alt.
    case alt(Character)
    case enter, tab, backTab, escape, backspace, delete, insert
    case up, down, left, right
    case home, end, pageUp, pageDown
    /// 1 ... 12.
    case function(Int)
}
