import ArgumentParser

@main
enum EntryPoint {
    /// Parses and runs. What is wrong with the command line itself is told as JSON, too, where that was asked for.
    static func main() {
        do {
            var command = try TouchBase.parseAsRoot()
            try command.run()
            DeskSignals.passOn()
        } catch {
            guard TouchBase.exitCode(for: error) == .validationFailure else { TouchBase.exit(withError: error) }
            refuse(error)
        }
    }

    /// The parser's words quote what was typed: they pass the gate for hostile text line by line.
    private static func refuse(_ error: any Error) -> Never {
        let isJSON = CommandLine.arguments.contains("--json")
        let text = isJSON ? TouchBase.message(for: error) : TouchBase.fullMessage(for: error)
        let lines = text.split(separator: "\n").map(String.init)
        Console(isJSON: isJSON).show(Failure(code: .invalid, message: lines[0], details: Array(lines.dropFirst())))
        TouchBase.exit(withError: ExitCode(ExitStatus.usage.rawValue))
    }
}
