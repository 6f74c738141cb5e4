import Booking
import BookingStore
import EmbeddedServer
import FoundationEssentials
import Glibc
import Postgres
import Terminal

/// The program `touchbase` without a command: a desk at this terminal, from its start to its end.
enum DeskProgram {
    /// Whether there is a terminal to have a desk at.
    static var hasTerminal: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

    /// Runs a desk until it is left.
    ///
    /// - Throws: when there is no database to work with, or `TerminalError` when the terminal cannot show a desk.
    static func run(_ settings: Settings) throws {
        let signals = DeskSignals()
        guard settings.database == .embedded else { return try run(settings, signals, embedded: nil) }
        var lease = try settings.embeddedServer().acquire()
        let result = Result { try run(settings, signals, embedded: lease.connectionParameters) }
        try? lease.release()
        try result.get()
    }

    /// One desk after the other, until there is nothing that could be mended in between.
    private static func run(
        _ settings: Settings, _ signals: DeskSignals, embedded: [String: String]?
    ) throws {
        let parameters = try embedded.map { ConnectionParameters($0) } ?? settings.connectionParameters()
        while true {
            switch try desk(settings, signals, parameters) {
            case .unfit(.newer(let version)): throw StoreError.schema(.newer(version))
            case .unfit(let error):
                // A private server's schema is the program's own affair, and Office brings it up to date.
                guard embedded != nil else { throw StoreError.schema(error) }
                try Office.open(settings, as: .owner).close()
            case .emptyPractice:
                guard try FirstRun(settings).offer() else { return }
            case .quit, .signal, .hungUp: return
            }
        }
    }

    private static func desk(
        _ settings: Settings, _ signals: DeskSignals, _ parameters: ConnectionParameters
    ) throws -> DeskLoop.Ending {
        let clock = DeskClock()
        let back = BackOffice(parameters, desk: settings.desk, clock: clock)
        let looks = try Looks(ThemeLibrary(folder: "\(settings.home)/themes"), wanted: settings.theme)
        let environment = ProcessInfo.processInfo.environment
        let terminal = try Terminal(theme: looks.theme, environment: environment)
        let loop = DeskLoop(
            terminal: terminal, signals: signals, clock: clock, back: back,
            mail: MailChild(for: settings, environment), looks: looks, desk: settings.desk)
        let (ending, last) = loop.run()
        if last.current != looks.current { try? ThemeChoice.remember(last.current, in: settings.home) }
        return ending
    }
}

extension DeskProgram {
    /// The desk where there is a terminal for it; else, after a word about why, what `page` prints.
    static func report(
        _ settings: Settings, _ console: Console, otherwise page: () throws -> any Report
    ) throws -> any Report {
        guard hasTerminal, !console.isJSON else { return try page() }
        do {
            try run(settings)
            return NothingToSay()
        } catch let error as TerminalError {
            console.say(TextLine("\(error)"))
            return try page()
        }
    }
}

/// All was said while it happened.
private struct NothingToSay: Report {
    func write(to page: inout TextPage) {}
    func write(to json: inout JSONWriter) {}
}
