import CNcurses
public import Screen

extension Terminal {
    /// The next event that is there, without waiting; nil when all has been read.
    ///
    /// A change of the terminal's size comes as an event too: the signal ends a `poll`, then this reports it.
    public mutating func nextEvent() -> Event? {
        while let raw = decoder.takeReadAhead() ?? readKey() {
            switch raw {
            case .code(KEY_RESIZE):
                given = nil
                return .resize(size)
            case .code(KEY_MOUSE):
                if let mouse = readMouse() { return .mouse(mouse) }
            default:
                let keys = self.keys
                let event = decoder.event(for: raw, at: .now, following: { Self.readKey(from: keys) })
                if let event { return event }
            }
        }
        return nil
    }

    private func readKey() -> RawKey? {
        Self.readKey(from: keys)
    }

    private static func readKey(from keys: UnsafeMutablePointer<WINDOW>) -> RawKey? {
        var value: wint_t = 0
        switch wget_wch(keys, &value) {
        case OK: return Unicode.Scalar(value).map(RawKey.character)
        case KEY_CODE_YES: return .code(Int32(bitPattern: value))
        default: return nil
        }
    }

    private func readMouse() -> Mouse? {
        var event = MEVENT()
        guard getmouse(&event) == OK else { return nil }
        let position = Position(column: Int(event.x), row: Int(event.y))
        switch event.bstate {
        case let state where state & tb_mouse_press != 0: return Mouse(.press, at: position)
        case let state where state & tb_mouse_wheel_up != 0: return Mouse(.wheelUp, at: position)
        case let state where state & tb_mouse_wheel_down != 0: return Mouse(.wheelDown, at: position)
        default: return nil
        }
    }
}
