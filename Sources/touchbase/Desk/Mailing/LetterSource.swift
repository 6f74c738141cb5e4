import Mail

/// Where the mail log finds the words of mails that were not tried yet. Asked anew each time: somebody may be at the
/// templates.
struct LetterSource {
    let templates: () -> LetterTemplates?

    /// The program's own words.
    static var builtIn: LetterSource { LetterSource { try? LetterTemplates() } }

    /// The practice's, or while they cannot be used the program's own.
    static func settings(_ settings: Settings) -> LetterSource {
        LetterSource { (try? settings.letterTemplates()) ?? (try? LetterTemplates()) }
    }
}
