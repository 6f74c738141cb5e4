public import Screen

/// A look for every role, under a name.
public struct Theme: Hashable, Sendable {
    public let name: String
    private let styles: [Role: Style]

    init(name: String, styles: [Role: Style]) {
        self.name = name
        self.styles = styles
    }

    public func style(for role: Role) -> Style {
        styles[role] ?? .plain
    }
}
