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
}
