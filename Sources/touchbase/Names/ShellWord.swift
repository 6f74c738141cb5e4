/// Text as one word of a shell.
enum ShellWord {
    /// As it is where nothing in it means anything to a shell, else in double quotes.
    static func quoted(_ text: String) -> String {
        let isPlain = !text.isEmpty && text.allSatisfy { $0.isLetter || $0.isNumber || "/._-:@+".contains($0) }
        guard !isPlain else { return text }
        var quoted = "\""
        for character in text {
            if "\"\\$`!".contains(character) { quoted.append("\\") }
            quoted.append(character)
        }
        return quoted + "\""
    }
}
