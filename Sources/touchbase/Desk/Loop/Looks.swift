import Terminal

/// The themes of this terminal, and the one that is in use.
struct Looks {
    private let library: ThemeLibrary
    let names: [String]
    /// The name of the theme in use.
    private(set) var current: String
    private(set) var theme: Theme
    /// What is wrong with the theme that was asked for, in words for people.
    private(set) var complaint: String?

    /// The theme that is asked for; where that cannot be had the program's own, with a complaint: the look of a desk is no
    /// reason to have none.
    init(_ settings: Settings) throws(ThemeError) {
        library = settings.themes
        names = library.names
        let usual = ThemeLibrary.builtInNames[0]
        current = settings.theme ?? usual
        do {
            theme = try library.theme(named: current)
        } catch {
            complaint = settings.themeProblem ?? "\(error)"
            current = usual
            theme = try library.theme(named: usual)
        }
    }

    /// Changes to another theme; the old one stays when that cannot be used.
    mutating func use(_ name: String) throws(ThemeError) -> Theme {
        theme = try library.theme(named: name)
        current = name
        return theme
    }
}
