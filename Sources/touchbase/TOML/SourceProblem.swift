/// Something in a text file that cannot be used: where it stands, what is wrong, and what to write instead.
struct SourceProblem: Error, Hashable {
    /// Counted from 1.
    var line: Int
    var text: String
}

/// All that is wrong with one text file.
struct SourceError: Error {
    /// As the user named it.
    var file: String
    /// At least one, in the order of the file.
    var problems: [SourceProblem]

    init(file: String, problems: [SourceProblem]) {
        self.file = file
        self.problems = problems.sorted { $0.line < $1.line }
    }

    /// One line for each problem: `practice.toml:12: …`.
    var text: String {
        problems.map { "\(file):\($0.line): \($0.text)" }.joined(separator: "\n")
    }
}
