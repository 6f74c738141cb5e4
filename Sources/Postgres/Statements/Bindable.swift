/// A value that can be bound to a parameter of a statement; it travels as text, never inside the SQL.
public protocol Bindable: Sendable {
    /// PostgreSQL's text for the value; nil is NULL.
    var parameterText: String? { get }
}

extension String: Bindable {
    public var parameterText: String? { self }
}

extension Bool: Bindable {
    public var parameterText: String? { self ? "true" : "false" }
}

extension Int: Bindable {
    public var parameterText: String? { String(self) }
}

extension Int32: Bindable {
    public var parameterText: String? { String(self) }
}

extension Int64: Bindable {
    public var parameterText: String? { String(self) }
}

extension Double: Bindable {
    public var parameterText: String? { String(self) }
}

extension Optional: Bindable where Wrapped: Bindable {
    // A closure: in generic code a key path is made anew at each call, which took longer than all else of a statement.
    public var parameterText: String? { flatMap { $0.parameterText } }
}

/// A one-dimensional array; nil elements are NULL. With `unnest($1::bigint[], $2::text[])` one statement inserts many rows.
extension Array: Bindable where Element: Bindable {
    public var parameterText: String? { ArrayText.encode(map { $0.parameterText }) }
}

extension RawRepresentable where Self: Bindable, RawValue: Bindable {
    public var parameterText: String? { rawValue.parameterText }
}
