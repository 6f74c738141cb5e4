import ArgumentParser

/// The program: a tree of commands.
struct TouchBase: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "touchbase",
        abstract: "The front desk of a therapy practice.",
        discussion: """
            Alone it opens the desk, or, where there is no terminal, prints today's bookings. Begin with a practice to try things on, or describe your own:

              touchbase demo
              touchbase practice import FILE.toml

            Then find a slot, and book it:

              touchbase slots "60-minute Swedish" --days 3
              touchbase book alex@example.com "60-minute Swedish" "monday 10:00" --name "Alex Morgan"

            Times are local to the practice. Exit status: 0 done, 64 wrong usage, 65 bad data, 69 database or mail server \
            not reachable, 75 conflict (someone else has it).
            """,
        version: "0.1.0",
        subcommands: [
            Book.self, Slots.self, Explain.self, Hold.self, Confirm.self, Cancel.self, ExpireHolds.self, Day.self,
            Show.self, MailCommand.self, PracticeCommand.self, DatabaseCommand.self, Doctor.self,
            Demo.self,
        ])

    @OptionGroup var common: CommonOptions

    func report(_ settings: Settings, _ console: Console) throws -> any Report {
        try Self.openDesk(settings, console)
    }

    /// What the program does when it is told nothing.
    static func openDesk(_ settings: Settings, _ console: Console) throws -> any Report {
        try DeskProgram.report(settings, console) { try FrontPage.read(settings) }
    }
}
