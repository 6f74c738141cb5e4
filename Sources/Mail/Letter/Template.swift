/// Text with named fields in it, such as `Hello {{name}}`.
struct Template: Hashable, Sendable {
    private enum Part: Hashable, Sendable {
        case text(String)
        case field(String)
    }

    private let parts: [Part]

    /// - Parameter fields: the names that may stand in it.
    /// - Throws: what is wrong with the first of its lines that cannot be read.
    init(_ text: some StringProtocol, fields: some Collection<String>) throws(TemplateProblem) {
        var parts: [Part] = []
        var rest = String(text)[...]
        while let opening = rest.firstRange(of: "{{") {
            parts.append(.text(String(rest[..<opening.lowerBound])))
            rest = rest[opening.upperBound...]
            guard let closing = rest.firstRange(of: "}}") else { throw .unclosed }
            let name = String(rest[..<closing.lowerBound]).filter { $0 != " " }
            guard fields.contains(name) else { throw .unknown(name.singleLine(limit: 40), known: fields.sorted()) }
            parts.append(.field(name))
            rest = rest[closing.upperBound...]
        }
        self.parts = parts + [.text(String(rest))]
    }

    /// - Parameter written: how a value is written where this text goes, such as with the marks of HTML escaped.
    func filled(_ values: [String: String], written: (String) -> String = { $0 }) -> String {
        var filled = ""
        for part in parts {
            switch part {
            case .text(let text): filled += text
            case .field(let name): filled += written(values[name] ?? "")
            }
        }
        return filled
    }
}

/// What can be wrong with a template.
public enum TemplateProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// A field that there is not.
    case unknown(String, known: [String])
    /// `{{` without `}}`.
    case unclosed
    /// The first line is not `Subject: …`, with an empty line after it.
    case noSubject
    /// The layout has no place for the letter.
    case noLetter
    /// No mail is made from a file of that name.
    case unused(known: [String])

    public var description: String {
        switch self {
        case .unknown(let name, let known):
            "there is no field {{\(name)}}; there are: \(known.joined(separator: ", "))."
        case .unclosed: "a field begins with {{ and has no }} after its name."
        case .noSubject: "it must begin with a line \"Subject: …\" and an empty line after it."
        case .noLetter: "the field {{letter}}, where the letter goes, is missing."
        case .unused(let known): "no mail uses it; the files are: \(known.joined(separator: ", "))."
        }
    }
}

/// A template that cannot be used, by its file.
public struct TemplateError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Without its folder.
    public let file: String
    /// Counted from 1; nil: the file as a whole.
    public let line: Int?
    public let problem: TemplateProblem

    public var description: String {
        "The mail template \(file)\(line.map { ", line \($0)" } ?? ""): \(problem)"
    }
}
