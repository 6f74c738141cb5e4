/// One kind of letter before it is written: a subject, and paragraphs of which those of indented `Label:  value` lines
/// are a table.
///
/// Plain text and HTML come from the same lines, so that they cannot say different things. What is a paragraph and what
/// a table is seen before any field is filled: no value can change it.
struct LetterTemplate: Hashable, Sendable {
    private enum Block: Hashable, Sendable {
        case paragraph([Template])
        case table([Row])
    }

    private struct Row: Hashable, Sendable {
        let label: Template
        /// Between the two in plain text.
        let gap: String
        let value: Template
    }

    private static let mark = "Subject:"
    private static let indent = "    "

    private let subject: Template
    private let blocks: [Block]

    /// - Throws: what is wrong with it, by line.
    init(_ text: String, file: String) throws(TemplateError) {
        let lines = text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
        guard let first = lines.first, first.hasPrefix(Self.mark), lines.dropFirst().first == "" else {
            throw TemplateError(file: file, line: 1, problem: .noSubject)
        }
        subject = try Self.template(first.dropFirst(Self.mark.count).drop { $0 == " " }, 1, file)
        var blocks: [Block] = []
        var number = 2
        for lines in lines.dropFirst(2).split(separator: "", omittingEmptySubsequences: false) {
            if !lines.isEmpty { blocks.append(try Self.block(lines, from: number + 1, file)) }
            number += lines.count + 1
        }
        self.blocks = blocks
    }

    private static func block(_ lines: ArraySlice<Substring>, from number: Int, _ file: String) throws(TemplateError)
        -> Block
    {
        guard lines.allSatisfy({ $0.hasPrefix(indent) && $0.contains(":") }) else {
            var templates: [Template] = []
            for (index, line) in lines.enumerated() { templates.append(try template(line, number + index, file)) }
            return .paragraph(templates)
        }
        var rows: [Row] = []
        for (index, line) in lines.enumerated() {
            let halves = line.dropFirst(indent.count).split(
                separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            rows.append(
                Row(
                    label: try template(halves[0], number + index, file),
                    gap: String(halves[1].prefix { $0 == " " }),
                    value: try template(halves[1].drop { $0 == " " }, number + index, file)))
        }
        return .table(rows)
    }

    private static func template(_ text: Substring, _ line: Int, _ file: String) throws(TemplateError) -> Template {
        do {
            return try Template(text, fields: LetterFields.names)
        } catch {
            throw TemplateError(file: file, line: line, problem: error)
        }
    }

    func subject(_ values: [String: String]) -> String { subject.filled(values) }

    /// Lines end in `\n`, the last one too; an empty line between paragraphs.
    func text(_ values: [String: String]) -> String {
        blocks.map { block in
            switch block {
            case .paragraph(let lines): lines.map { $0.filled(values) + "\n" }.joined()
            case .table(let rows):
                rows.map { "\(Self.indent)\($0.label.filled(values)):\($0.gap)\($0.value.filled(values))\n" }.joined()
            }
        }
        .joined(separator: "\n")
    }

    /// The same as elements of HTML.
    func html(_ values: [String: String]) -> String {
        func filled(_ template: Template) -> String { template.filled(values, written: \.htmlEscaped) }
        return blocks.map { block in
            switch block {
            case .paragraph(let lines): "<p>\(lines.map(filled).joined(separator: "\n"))</p>"
            case .table(let rows):
                "<table>\n"
                    + rows.map { "<tr><th scope=\"row\">\(filled($0.label))</th><td>\(filled($0.value))</td></tr>\n" }
                    .joined() + "</table>"
            }
        }
        .joined(separator: "\n")
    }
}

extension String {
    /// As text of an element, or of an attribute in double quotes.
    var htmlEscaped: String {
        replacingScalars { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\"": "&quot;"
            default: nil
            }
        }
    }
}
