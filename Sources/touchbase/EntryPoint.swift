import ArgumentParser

@main
enum EntryPoint {
    /// Parses and runs. What is wrong with the command line itself is told as JSON, too, where that was asked for.
    static func main() {
        let line = CommandLineCheck(CommandLine.arguments.dropFirst())
        do {
            try CommandLineCheck.checkText(of: CommandLine.unsafeArgv)
            if line.arguments.isEmpty {
                // Somebody waits for the desk, and to set the parser up takes longer than to find the database.
                try Console(isJSON: false).carryOut { console in
                    let settings = try Settings()
                    return try settings.locating { try TouchBase.openDesk(settings, console) }
                }
            } else {
                try line.check()
                var command = try TouchBase.parseAsRoot(line.arguments)
                try command.run()
            }
            DeskSignals.passOn()
        } catch {
            guard TouchBase.exitCode(for: error) == .validationFailure else { TouchBase.exit(withError: error) }
            refuse(told(error, of: line))
        }
    }

    private static func told(_ error: any Error, of line: CommandLineCheck) -> any Error {
        guard TouchBase.message(for: error).hasPrefix("Missing"), let option = line.unknownOption else { return error }
        return ValidationError("Unknown option '\(option)'.")
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
