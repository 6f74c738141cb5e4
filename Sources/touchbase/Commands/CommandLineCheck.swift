import ArgumentParser
import Glibc

/// What a command line gets before the parser sees it, and what is said of it where the parser says nothing, or something
/// else.
struct CommandLineCheck {
    /// As the parser takes them: `-1`, a day before today, would look like an option to it but for the blank in front.
    let arguments: [String]

    init(_ given: some Sequence<String>) {
        let given = Array(given)
        arguments = given.first == "day" ? given.map { Self.isDaysBefore($0) ? " \($0)" : $0 } : given
    }

    private static func isDaysBefore(_ text: String) -> Bool {
        text.hasPrefix("-") && text.count > 1 && text.dropFirst().allSatisfy(\.isNumber)
    }

    /// - Throws: a `ValidationError` for help on what is no command, and for a group of commands of which none is named
    ///   where JSON is wanted: the parser would print help on standard output.
    func check() throws(ValidationError) {
        if arguments.first == "help" { try checkTopic(arguments.dropFirst()) }
        let (command, depth) = Self.command(of: arguments)
        guard depth > 0, !command.configuration.subcommands.isEmpty, arguments.contains("--json"),
            !arguments.contains(where: ["-h", "--help"].contains)
        else { return }
        throw ValidationError(
            "\(command._commandName) needs to know what to do: \(Self.names(in: command).joined(separator: ", ")).")
    }

    /// - Throws: a `ValidationError` for bytes that are no text, of which the parser would make another text, and for more
    ///   of them than anything that is asked for has: a line that repeats them would leave no room to say what is wrong.
    static func checkText(of arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) throws(ValidationError) {
        var number = 1
        while let argument = arguments[number] {
            guard strlen(argument) <= longest else {
                throw ValidationError("Argument \(number) is longer than \(longest) bytes.")
            }
            guard String(validatingCString: argument) != nil else {
                throw ValidationError("Argument \(number) is not UTF-8 text: let the terminal use UTF-8.")
            }
            number += 1
        }
    }

    /// In bytes: as much as the name of a file may have.
    private static let longest = 4096

    /// An option that the command does not have; nil when there is none.
    ///
    /// The parser tells of a missing argument first, although that may be missing because of the option.
    var unknownOption: String? {
        let help = TouchBase.helpMessage(for: Self.command(of: arguments).type, includeHidden: true)
        let known = Set(help.split { !($0.isLetter || $0.isNumber || $0 == "-") })
        let options = arguments.prefix { $0 != "--" }.filter { $0.hasPrefix("--") }
        return options.map { $0.prefix { $0 != "=" } }.first { !known.contains($0) }.map(String.init)
    }

    private func checkTopic(_ words: some Sequence<String>) throws(ValidationError) {
        let words = words.filter { !$0.hasPrefix("-") }
        let (command, depth) = Self.command(of: words)
        guard depth < words.count else { return }
        let names = Self.names(in: command)
        let guess = nearestName(to: words[depth], among: names).map { " Did you mean \($0)?" } ?? ""
        let known = names.isEmpty ? "" : " There are: \(names.joined(separator: ", "))."
        throw ValidationError("There is no command \(words[..<(depth + 1)].joined(separator: " ")).\(guess)\(known)")
    }

    /// The command that leading words name, and how many words that took.
    private static func command(of arguments: [String]) -> (type: any ParsableCommand.Type, depth: Int) {
        var type: any ParsableCommand.Type = TouchBase.self
        var depth = 0
        for word in arguments where !word.hasPrefix("-") {
            let next = type.configuration.subcommands.first { command in
                command._commandName == word || command.configuration.aliases.contains(word)
            }
            guard let next else { break }
            (type, depth) = (next, depth + 1)
        }
        return (type, depth)
    }

    private static func names(in command: any ParsableCommand.Type) -> [String] {
        command.configuration.subcommands.map { $0._commandName }
    }
}
