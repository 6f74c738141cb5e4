import TOMLKit

/// A table of a TOML file: its values are read by key, and what is wrong with them is noted with line and cure.
///
/// Reading goes on after a problem, so that all of them can be told at once; a value with a problem reads as nil.
struct TOMLSection {
    private let table: TOMLTable
    private let path: [SourceLines.Step]
    private let lines: SourceLines

    /// Reads a whole document.
    ///
    /// - Throws: the first syntax error, which is all that the parser finds.
    init(document text: String) throws(SourceProblem) {
        do {
            table = try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            throw SourceProblem(line: error.source.begin.line, text: Self.advice(on: error.description))
        } catch {
            throw SourceProblem(line: 1, text: "This is not a TOML file.")
        }
        path = []
        lines = SourceLines(of: text)
    }

    private init(_ table: TOMLTable, _ path: [SourceLines.Step], _ lines: SourceLines) {
        self.table = table
        self.path = path
        self.lines = lines
    }

    private static func advice(on parserText: String) -> String {
        let isUnclosed = ["control characters", "end-of-file"].contains { parserText.contains($0) }
        if isUnclosed, parserText.contains("parsing string") {
            return "A text in quotes ends on the line on which it begins: add the quote that is missing at its end."
        }
        let isTime = ["parsing time", "parsing date", "parsing value"].contains { parserText.contains($0) }
        return parserText + (isTime ? ". Texts, dates and times such as \"09:00-12:30\" go in quotes." : ".")
    }

    var keys: [String] { table.keys }

    /// Counted from 1; the section's own where the key is missing.
    func line(of key: String) -> Int { lines.line(of: path + [.key(key)]) }

    func has(_ key: String) -> Bool { table.contains(key: key) }

    /// A problem with the value of `key`, or with one element of it; with the whole section when `key` is nil.
    func problem(_ text: String, at key: String? = nil, element: Int? = nil) -> SourceProblem {
        let steps: [SourceLines.Step] = [key.map { .key($0) }, element.map { .index($0) }].compactMap(\.self)
        return SourceProblem(line: lines.line(of: path + steps), text: text)
    }

    func string(_ key: String, _ problems: inout [SourceProblem]) -> String? {
        guard let value = table[key] else { return nil }
        guard let text = value.string else {
            problems.append(problem("\(key) must be a text in quotes.", at: key))
            return nil
        }
        return text
    }

    /// A text that must be there.
    func requiredString(_ key: String, _ problems: inout [SourceProblem]) -> String? {
        if !has(key) { problems.append(problem("\(key) is missing here: add \(key) = \"…\".")) }
        return string(key, &problems)
    }

    func flag(_ key: String, _ problems: inout [SourceProblem]) -> Bool? {
        guard let value = table[key] else { return nil }
        guard let flag = value.bool else {
            problems.append(problem("\(key) must be true or false, without quotes.", at: key))
            return nil
        }
        return flag
    }

    func integer(_ key: String, in range: ClosedRange<Int>, _ problems: inout [SourceProblem]) -> Int? {
        guard let value = table[key] else { return nil }
        guard let number = value.int, range.contains(number) else {
            problems.append(
                problem("\(key) must be a whole number from \(range.lowerBound) to \(range.upperBound).", at: key))
            return nil
        }
        return number
    }

    /// A number with or without decimals.
    func number(_ key: String, _ problems: inout [SourceProblem]) -> Double? {
        guard let value = table[key] else { return nil }
        guard let number = value.double ?? value.int.map({ Double($0) }), number.isFinite else {
            problems.append(problem("\(key) must be a number such as 95 or 95.50, without quotes.", at: key))
            return nil
        }
        return number
    }

    func strings(_ key: String, _ problems: inout [SourceProblem]) -> [String]? {
        guard let value = table[key] else { return nil }
        let texts = value.array.map { array in array.map(\.string) }
        guard let texts, !texts.contains(nil) else {
            problems.append(problem("\(key) must be a list of texts: \(key) = [\"…\", \"…\"].", at: key))
            return nil
        }
        return texts.compactMap(\.self)
    }

    /// A text, or a TOML date or date-time without quotes, as text: `2026-05-05` or `2026-05-05T10:00:00`.
    func dateText(_ key: String, _ problems: inout [SourceProblem]) -> String? {
        guard let value = table[key] else { return nil }
        switch value.type {
        case .date, .dateTime: return value.debugDescription
        default: return string(key, &problems)
        }
    }

    /// The table `[key]`.
    func section(_ key: String, _ problems: inout [SourceProblem]) -> TOMLSection? {
        guard let value = table[key] else { return nil }
        guard let inner = value.table else {
            problems.append(problem("\(key) must be a section: write [\(key)] on a line of its own.", at: key))
            return nil
        }
        return TOMLSection(inner, path + [.key(key)], lines)
    }

    /// The tables `[[key]]`, in the order of the file.
    func sections(_ key: String, _ problems: inout [SourceProblem]) -> [TOMLSection] {
        guard let value = table[key] else { return [] }
        let tables = value.array.map { array in array.map(\.table) }
        guard let tables, !tables.contains(nil) else {
            problems.append(problem("\(key) must be given as [[\(key)]], with double brackets.", at: key))
            return []
        }
        return tables.enumerated().compactMap { index, inner in
            inner.map { TOMLSection($0, path + [.key(key), .index(index)], lines) }
        }
    }

    /// Notes each key that means nothing here, with the one that was probably meant.
    func refuseKeys(besides known: [String], _ problems: inout [SourceProblem]) {
        for key in keys where !known.contains(key) {
            let advice =
                nearestName(to: key, among: known).map { "Did you mean \($0)?" }
                ?? "Known here are: \(known.joined(separator: ", "))."
            problems.append(problem("\(key) means nothing here. \(advice)", at: key))
        }
    }
}
