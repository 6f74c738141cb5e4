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

    /// - Parameter wanted: a theme's name; nil: the program's own choice.
    init(_ library: ThemeLibrary, wanted: String?) throws(ThemeError) {
        self.library = library
        names = library.names
        let usual = ThemeLibrary.builtInNames[0]
        current = wanted ?? usual
        do {
            theme = try library.theme(named: current)
        } catch {
            complaint = "\(error)"
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
