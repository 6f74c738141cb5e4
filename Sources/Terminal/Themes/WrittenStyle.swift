/// What a theme file says about one role; what it leaves out is nil.
struct WrittenStyle {
    var foreground: WrittenColor?
    var background: WrittenColor?
    var isBold: Bool?
    var isDim: Bool?
    var isUnderlined: Bool?
    var isReversed: Bool?

    /// By their keys in the file. Computed, for writable key paths are not Sendable and cannot be kept in a global.
    static var colors: [String: WritableKeyPath<WrittenStyle, WrittenColor?>] {
        ["fg": \.foreground, "bg": \.background]
    }

    static var flags: [String: WritableKeyPath<WrittenStyle, Bool?>] {
        ["bold": \.isBold, "dim": \.isDim, "underline": \.isUnderlined, "reverse": \.isReversed]
    }

    /// The nearest of a role and its ancestors decides, field by field; weight is the role's own.
    static func merged(_ ancestry: [WrittenStyle], palette: [String: Color]) -> Style {
        var style = Style(
            foreground: ancestry.lazy.compactMap(\.foreground).first?.color(in: palette) ?? .terminalDefault,
            background: ancestry.lazy.compactMap(\.background).first?.color(in: palette) ?? .terminalDefault)
        style.isBold = ancestry.first?.isBold ?? false
        style.isDim = ancestry.first?.isDim ?? false
        style.isUnderlined = ancestry.first?.isUnderlined ?? false
        style.isReversed = ancestry.first?.isReversed ?? false
        return style
    }
}
