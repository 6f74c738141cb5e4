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

    /// A paste comes in one go. After a pause of this length what is typed is typed: the mark of its end was lost, and
    /// without this the desk would take no key any more.
    static let longestPause = Duration.seconds(2)

    private var paste: (text: String.UnicodeScalarView, last: ContinuousClock.Instant)?
    /// What was read ahead and is an event of its own: it comes before what is read next.
    private var readAhead: [RawKey] = []

    /// Takes back what was read ahead.
    mutating func takeReadAhead() -> RawKey? {
        readAhead.isEmpty ? nil : readAhead.removeFirst()
    }

    /// The event that `raw` makes or completes; nil while a paste is under way, and for what means nothing.
    ///
    /// - Parameter following: takes the next key if it is there already: an Escape with a character right behind it is
    ///   how terminals send Alt.
    mutating func event(
        for raw: RawKey, at now: ContinuousClock.Instant, following: () -> RawKey?
    ) -> Event? {
        if let paste, paste.last.duration(to: now) > Self.longestPause {
            self.paste = nil
            readAhead.append(raw)
            return .paste(String(paste.text))
        }
        if paste != nil { return collect(raw, at: now) }
        switch raw {
        case .code(Self.pasteBegins):
            paste = (.init(), now)
            return nil
        case .code(let code):
            return Self.key(code: code).map(Event.key)
        case .character("\u{1B}"):
            return escape(following: following)
        case .character(let scalar):
            return Self.key(scalar).map(Event.key)
        }
    }

    /// Inside a paste nothing is a key but its end.
    private mutating func collect(_ raw: RawKey, at now: ContinuousClock.Instant) -> Event? {
        paste?.last = now
        switch raw {
        case .code(Self.pasteEnds):
            defer { paste = nil }
            return paste.map { .paste(String($0.text)) }
        case .character(let scalar) where (paste?.text.count ?? 0) < Self.longestPaste:
            paste?.text.append(scalar)
            return nil
        default:
            return nil
        }
    }

    /// Escape, or Alt when a character is right behind it; nil for a sequence that means nothing here. Anything else that
    /// is behind it, such as a new size, is an event of its own and comes next.
    private mutating func escape(following: () -> RawKey?) -> Event? {
        switch following() {
        case nil, .character("\u{1B}"): return .key(.escape)
        case .code(let code):
            readAhead.append(.code(code))
            return .key(.escape)
        case .character("["): return Self.sequence(following)
        case .character(let scalar):
            guard case .character(let character) = Self.key(scalar) else { return .key(.escape) }
            return .key(.alt(character))
        }
    }

    /// The rest of a control sequence (ECMA-48, section 5.4) that terminfo does not know: read to its final byte, so that
    /// nothing of it is taken for keys. Home and End are told, for terminals differ in how they send them, and the mouse.
    private static func sequence(_ following: () -> RawKey?) -> Event? {
        var parameters = ""
        while case .character(let scalar)? = following() {
            switch (scalar, parameters) {
            case ("H", _), ("~", "1"), ("~", "7"): return .key(.home)
            case ("F", _), ("~", "4"), ("~", "8"): return .key(.end)
            case ("M", ""): return Mouse(following: following).map(Event.mouse)
            case ("\u{40}"..."\u{7E}", _): return Mouse(report: parameters, endingIn: scalar).map(Event.mouse)
            default: parameters.unicodeScalars.append(scalar)
            }
        }
        return parameters.isEmpty ? .key(.alt("[")) : nil
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
