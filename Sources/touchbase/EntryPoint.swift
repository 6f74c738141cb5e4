import ArgumentParser

@main
enum EntryPoint {
    /// Parses and runs. What is wrong with the command line itself is told as JSON, too, where that was asked for.
    static func main() {
        let line = CommandLineCheck(CommandLine.arguments.dropFirst())
        do {
            try line.check()
            var command = try TouchBase.parseAsRoot(line.arguments)
            try command.run()
            DeskSignals.passOn()
        } catch {
            let status = TouchBase.exitCode(for: error)
            guard status == .validationFailure else { TouchBase.exit(withError: error) }
            refuse(line, told(error, of: line))
        }
    }

    private static func told(_ error: any Error, of line: CommandLineCheck) -> any Error {
        guard TouchBase.message(for: error).hasPrefix("Missing"), let option = line.unknownOption else { return error }
        return ValidationError("Unknown option '\(option)'.")
    }

    private static func refuse(_ line: CommandLineCheck, _ error: any Error) -> Never {
        guard line.arguments.contains("--json") else { TouchBase.exit(withError: error) }
        Console(isJSON: true).show(Failure(code: .invalid, message: TouchBase.message(for: error)))
        TouchBase.exit(withError: ExitCode(ExitStatus.usage.rawValue))
    }
}
