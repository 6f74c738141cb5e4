import Terminal

extension Settings {
    /// The themes of this terminal: the program's own, and the user's.
    var themes: ThemeLibrary { ThemeLibrary(folder: themeFolder) }

    /// Why the theme that is asked for cannot be had; nil when it can, or none is asked for.
    var themeProblem: String? {
        guard let theme, !themes.names.contains(theme) else { return nil }
        return "There is no theme \"\(theme)\". There are: \(themes.names.joined(separator: ", ")). "
            + "TOUCHBASE_THEME or config.toml asks for it."
    }
}
