/// A value that can be read from a cell of a row.
public protocol ColumnDecodable: SendableMetatype {
    /// Reads PostgreSQL's text for the value; nil when it is NULL (and the type is not optional) or does not fit.
    init?(columnText text: String?)
}

extension String: ColumnDecodable {
    @inlinable
    public init?(columnText text: String?) {
        guard let text else { return nil }
        self = text
    }
}

extension Bool: ColumnDecodable {
    @inlinable
    public init?(columnText text: String?) {
        switch text {
        case "t": self = true
        case "f": self = false
        default: return nil
        }
    }
}

extension Int: ColumnDecodable {
    @inlinable
    public init?(columnText text: String?) {
        guard let text, let value = Int(text) else { return nil }
        self = value
    }
}

extension Int32: ColumnDecodable {
    @inlinable
    public init?(columnText text: String?) {
        guard let text, let value = Int32(text) else { return nil }
        self = value
    }
}

extension Int64: ColumnDecodable {
    @inlinable
    public init?(columnText text: String?) {
        guard let text, let value = Int64(text) else { return nil }
        self = value
    }
}

extension Double: ColumnDecodable {
    @inlinable
    public init?(columnText text: String?) {
        guard let text, let value = Double(text) else { return nil }
        self = value
    }
}

/// NULL is nil; a cell that does not fit `Wrapped` is still an error.
extension Optional: ColumnDecodable where Wrapped: ColumnDecodable {
    @inlinable
    public init?(columnText text: String?) {
        guard let text else {
            self = .none
            return
        }
        guard let value = Wrapped(columnText: text) else { return nil }
        self = .some(value)
    }
}

extension Array: ColumnDecodable where Element: ColumnDecodable {
    public init?(columnText text: String?) {
        guard let text, let texts = ArrayText.decode(text) else { return nil }
        self = []
        reserveCapacity(texts.count)
        for text in texts {
            guard let element = Element(columnText: text) else { return nil }
            append(element)
        }
    }
}

extension RawRepresentable where Self: ColumnDecodable, RawValue: ColumnDecodable {
    @inlinable
    public init?(columnText text: String?) {
        guard let raw = RawValue(columnText: text) else { return nil }
        self.init(rawValue: raw)
    }
}
