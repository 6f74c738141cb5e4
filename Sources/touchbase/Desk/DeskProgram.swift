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
        guard settings.database == .embedded else { return try run(settings, embedded: nil) }
        let server = try settings.embeddedServer()
        if try server.status() == .notMade { print("Making the private database. This happens once.") }
        var lease = try server.acquire()
        let result = Result { try run(settings, embedded: lease.connectionParameters) }
        try? lease.release()
        try result.get()
    }

    /// One desk after the other, until there is nothing that could be mended in between.
    private static func run(_ settings: Settings, embedded: [String: String]?) throws {
        let parameters = try embedded.map { ConnectionParameters($0) } ?? settings.connectionParameters()
        while true {
            switch try desk(settings, parameters) {
            case .impossible(.schema(.missing)) where embedded != nil,
                .impossible(.schema(.older)) where embedded != nil:
                // A private server's schema is the program's own affair, and Office brings it up to date.
                try Office.open(settings, as: .owner).close()
            case .impossible(let error): throw error
            case .quit, .signal, .hungUp: return
            }
        }
    }

    private static func desk(
        _ settings: Settings, _ parameters: ConnectionParameters
    ) throws -> DeskLoop.Ending {
        let signals = DeskSignals()
        let clock = DeskClock()
        var back = BackOffice(
            parameters, desk: settings.desk, clock: clock,
            letters: .settings(settings))
        // The server prepares the session, and reads the day, while the terminal is being prepared here.
        back.begin(at: .now)
        let looks = try Looks(settings)
        back.begin(at: .now)
        let environment = ProcessInfo.processInfo.environment
        let terminal = try Terminal(theme: looks.theme, environment: environment)
        let loop = DeskLoop(
            terminal: terminal, signals: signals, clock: clock, back: back,
            mail: settings.isMailSentByService ? nil : MailChild(for: settings, environment), looks: looks,
            desk: settings.desk, useSample: { try settings.useSample() },
            keepTheme: { try ThemeChoice.remember($0, in: settings.home) })
        return loop.run()
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
