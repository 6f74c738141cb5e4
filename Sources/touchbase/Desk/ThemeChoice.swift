import Glibc

/// The theme that was chosen at the desk, kept in `config.toml`: one line changes, all else stays as it was written.
enum ThemeChoice {
    /// - Throws: `TextFileError` for a file that cannot be read or written; it then stays as it is.
    static func remember(_ name: String, in home: String) throws(TextFileError) {
        let path = ConfigFile.path(in: home)
        var text = ""
        do {
            text = try TextFile.contents(of: path)
        } catch {
            guard error.isMissing else { throw error }
        }
        // The folder is made by whoever first has something to put into it.
        guard mkdir(home, 0o700) == 0 || errno == EEXIST else {
            throw TextFileError(path: home, problem: .unwritable(errno))
        }
        try replace(path, with: Self.text(text, choosing: name))
    }

    /// `text` with the theme in it: in place of the line that says one, else as the first line, for what comes after a
    /// `[section]` would belong to that.
    static func text(_ text: String, choosing name: String) -> String {
        let quoted = name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        let line = "theme = \"\(quoted)\""
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let ofDocument = lines.prefix { !$0.drop(while: \.isWhitespace).hasPrefix("[") }
        let index = ofDocument.firstIndex { $0.split(separator: "=").first?.filter { !$0.isWhitespace } == "theme" }
        guard let index else { return text.isEmpty ? line + "\n" : line + "\n" + text }
        lines[index] = line
        return lines.joined(separator: "\n")
    }

    /// The file is whole at every moment, and stays as private as it was.
    private static func replace(_ path: String, with text: String) throws(TextFileError) {
        var before = stat()
        let mode = stat(path, &before) == 0 ? before.st_mode & 0o777 : 0o600
        let draft = "\(path).\(getpid())"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw TextFileError(path: path, problem: .unwritable(errno)) }
        let isWritten = text.utf8.withContiguousStorageIfAvailable { write(descriptor, $0.baseAddress, $0.count) }
        close(descriptor)
        guard isWritten == text.utf8.count, rename(draft, path) == 0 else {
            let problem = errno
            unlink(draft)
            throw TextFileError(path: path, problem: .unwritable(problem))
        }
    }
}
