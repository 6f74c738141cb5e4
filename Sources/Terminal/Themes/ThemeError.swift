import Screen

/// What is wrong in a theme file, and where.
public struct ThemeError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Problem: Hashable, Sendable {
        /// No TOML; what the parser says.
        case syntax(String)
        /// Of a role, or of the file.
        case unknownKey(String, of: String? = nil, allowed: [String])
        case unknownRole(String, nearest: String?)
        case unknownBase(String, allowed: [String])
        case badColor(role: String, value: String)
        /// Of a role, or of the file.
        case badValue(key: String, of: String? = nil, expected: String)
        case unreadable
    }

    /// The file's name without its folder.
    public var file: String
    /// Counted from 1; nil where the problem has no line.
    public var line: Int?
    public var problem: Problem

    public init(file: String, line: Int?, problem: Problem) {
        self.file = file
        self.line = line
        self.problem = problem
    }

    public var description: String {
        let place = displaySafe(file, limit: 80) + (line.map { ":\($0)" } ?? "")
        return "\(place): \(displaySafe(explanation, limit: 600))"
    }

    private static func of(_ role: String?) -> String { role.map { " of “\($0)”" } ?? "" }

    private var explanation: String {
        switch problem {
        case .syntax(let message):
            "this is not TOML: \(message)"
        case .unknownKey(let key, let role, let allowed):
            "“\(key)”\(Self.of(role)) is not known here. Allowed: \(allowed.joined(separator: ", "))."
        case .unknownRole(let role, let nearest?):
            "there is no role “\(role)”. Did you mean “\(nearest)”?"
        case .unknownRole(let role, nil):
            "there is no role “\(role)”. Roles: \(Role.allCases.map(\.name).joined(separator: ", "))."
        case .unknownBase(let base, let allowed):
            "there is no theme “\(base)” to inherit from. Allowed: \(allowed.joined(separator: ", "))."
        case .badColor(let role, let value):
            """
            “\(value)” in “\(role)” is no colour. Allowed: "#rrggbb", "default", a name from [palette], one of \
            \(Color.Basic.allCases.map(\.rawValue).joined(separator: ", ")), or a list ["#rrggbb", 0 to 255, basic name].
            """
        case .badValue(let key, let role, let expected):
            "“\(key)”\(Self.of(role)) must be \(expected)."
        case .unreadable:
            "the file cannot be read."
        }
    }
}
