import ArgumentParser

/// What every command takes.
struct CommonOptions: ParsableArguments {
    @Flag(help: "Print one JSON object and nothing else, also for errors.")
    var json = false

    @Option(help: ArgumentHelp("Who is at the desk, for the history.", valueName: "name"))
    var staff: String?

    @Option(help: ArgumentHelp("What this terminal is called at other desks.", valueName: "name"))
    var terminal: String?

    @Option(help: ArgumentHelp("Address of the database, as DATABASE_URL has it.", valueName: "url"))
    var database: String?

    var flags: Settings.Flags { Settings.Flags(staff: staff, terminal: terminal, database: database) }
}
