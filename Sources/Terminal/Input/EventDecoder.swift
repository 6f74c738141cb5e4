import CNcurses
import Screen

/// One answer of ncurses' `wget_wch`.
enum RawKey: Hashable {
    case character(Unicode.Scalar)
    /// A `KEY_…` code, or one of our own.
    case code(Int32)
}

/// Makes events of what ncurses reads: a value, so that it is tested without a terminal.
struct EventDecoder {
    /// Codes past all that ncurses uses (`KEY_MAX` is 0777).
    static let pasteBegins: Int32 = 0x1001
    static let pasteEnds: Int32 = 0x1002
    /// A paste is cut here, in scalars: what is longer was not meant for a field of the desk.
    static let longestPaste = 65_536

    private var paste: String.UnicodeScalarView?

    /// The event that `raw` makes or completes; nil while a paste is under way, and for what means nothing.
    ///
    /// - Parameter following: takes the next key if it is there already: an Escape with a character right behind it is
    ///   how terminals send Alt.
    mutating func event(for raw: RawKey, following: () -> RawKey?) -> Event? {
        if paste != nil { return collect(raw) }
        switch raw {
        case .code(Self.pasteBegins):
            paste = .init()
            return nil
        case .code(let code):
            return Self.key(code: code).map(Event.key)
        case .character("\u{1B}"):
            return Self.escape(following: following()).map(Event.key)
        case .character(let scalar):
            return Self.key(scalar).map(Event.key)
        }
    }

    /// Inside a paste nothing is a key but its end.
    private mutating func collect(_ raw: RawKey) -> Event? {
        switch raw {
        case .code(Self.pasteEnds):
            defer { paste = nil }
            return paste.map { .paste(String($0)) }
        case .character(let scalar) where (paste?.count ?? 0) < Self.longestPaste:
            paste?.append(scalar)
            return nil
        default:
            return nil
        }
    }

    private static func escape(following raw: RawKey?) -> Key? {
        switch raw {
        case nil, .character("\u{1B}"): return .escape
        case .code: return nil
        case .character(let scalar):
            guard case .character(let character) = key(scalar) else { return .escape }
            return .alt(character)
        }
    }

    /// A key that came as a character.
    static func key(_ scalar: Unicode.Scalar) -> Key? {
        switch scalar.value {
        case 0: .control(" ")
        case 8, 127: .backspace
        case 9: .tab
        case 10, 13: .enter
        case 1...26: .control(Character(Unicode.Scalar(UInt8(scalar.value) + 96)))
        case 27: .escape
        case 28...31, 0x80..<0xA0: nil
        default: .character(Character(scalar))
        }
    }

    /// A key that terminfo knows by name.
    static func key(code: Int32) -> Key? {
        switch code {
        case KEY_UP: .up
        case KEY_DOWN: .down
        case KEY_LEFT: .left
        case KEY_RIGHT: .right
        case KEY_HOME: .home
        case KEY_END: .end
        case KEY_PPAGE: .pageUp
        case KEY_NPAGE: .pageDown
        case KEY_BTAB: .backTab
        case KEY_BACKSPACE: .backspace
        case KEY_DC: .delete
        case KEY_IC: .insert
        case KEY_ENTER: .enter
        case KEY_F0 + 1...KEY_F0 + 12: .function(Int(code - KEY_F0))
        default: nil
        }
    }
}
