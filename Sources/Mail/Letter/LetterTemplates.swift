import Booking

/// The templates of all mails: the program's own, or the practice's in their place.
public struct LetterTemplates: Sendable {
    private static let layoutFile = "layout.html"

    private var letters: [Notification.Kind: LetterTemplate] = [:]
    private let layout: Template

    /// The names of the files that a practice may bring.
    public static let files = Notification.Kind.allCases.map(file) + [layoutFile]

    /// - Parameter own: the practice's own files, by name; what is not there is the program's own.
    /// - Throws: the first thing that is wrong with any of them.
    public init(own: [String: String] = [:]) throws(TemplateError) {
        for file in own.keys.sorted() where !Self.files.contains(file) {
            throw TemplateError(file: file, line: nil, problem: .unused(known: Self.files))
        }
        for kind in Notification.Kind.allCases {
            let file = Self.file(of: kind)
            letters[kind] = try LetterTemplate(own[file] ?? Self.builtIn(file), file: file)
        }
        layout = try Self.layout(own[Self.layoutFile] ?? Self.builtIn(Self.layoutFile))
    }

    /// The program's own file of that name, one of `files`: what a practice begins with.
    public static func builtIn(_ file: String) -> String {
        let bytes =
            switch file {
            case "confirmation.txt": PackageResources.confirmation_txt
            case "moved.txt": PackageResources.moved_txt
            case "reminder.txt": PackageResources.reminder_txt
            case "cancellation.txt": PackageResources.cancellation_txt
            default: PackageResources.layout_html
            }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func file(of kind: Notification.Kind) -> String { "\(kind.rawValue).txt" }

    private static func layout(_ text: String) throws(TemplateError) -> Template {
        guard text.contains("{{letter}}") else {
            throw TemplateError(file: layoutFile, line: nil, problem: .noLetter)
        }
        do {
            return try Template(text, fields: ["brand", "subject", "letter"])
        } catch {
            throw TemplateError(file: layoutFile, line: nil, problem: error)
        }
    }

    /// The letter of that kind.
    func letter(_ kind: Notification.Kind, _ values: [String: String]) -> Letter {
        guard let template = letters[kind] else { return Letter(subject: "", text: "") }
        let subject = template.subject(values)
        let html = layout.filled([
            "brand": (values["brand"] ?? "").htmlEscaped, "subject": subject.htmlEscaped,
            "letter": template.html(values),
        ])
        return Letter(subject: subject, text: template.text(values), html: html)
    }
}
