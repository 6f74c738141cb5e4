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
            let status = TouchBase.exitCode(for: error)
            if status == .validationFailure, CommandLine.arguments.contains("--json") {
                Console(isJSON: true).show(Failure(code: .invalid, message: TouchBase.message(for: error)))
                TouchBase.exit(withError: ExitCode(ExitStatus.usage.rawValue))
            }
            TouchBase.exit(withError: error)
        }
    }
}
