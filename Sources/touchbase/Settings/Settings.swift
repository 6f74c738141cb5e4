import Booking
import FoundationEssentials
import Glibc
import Mail

/// Where this terminal finds things, and who sits at it. Flags beat the environment, the environment beats the file
/// `config.toml` in the data folder.
struct Settings {
    /// The data folder: an absolute path.
    var home: String
    var desk: Desk
    /// The name of the theme; nil: the desk's own choice.
    var theme: String?
    /// Where the user's own themes are.
    var themeFolder: String
    var database: Database
    /// Where its address was given: a flag, variables, or a file and its line; nil: the private one needs none.
    var databaseSource: String?
    var mail: MailRoute
    /// `touchbase mail run` runs as a service somewhere: a desk starts none of its own.
    var isMailSentByService: Bool

    enum Database: Hashable {
        /// A connection string of libpq.
        case url(String)
        /// libpq's own variables (`PGHOST`, `PGSERVICE`, …) say it all.
        case environment
        /// A private server in the data folder.
        case embedded
    }

    enum MailRoute {
        /// The password is read from its file when a mail is sent.
        case server(SMTPServer, passwordFile: String?)
        /// `.eml` files in this folder.
        case outbox(folder: String)
        /// What was said about the mail server cannot be used. That concerns those who send mail, and them alone.
        case unusable(MailServerProblem)
    }

    /// What the command line says.
    struct Flags {
        var staff: String?
        var terminal: String?
        var database: String?
    }

    /// - Throws: `SourceError` for a `config.toml` with anything wrong in it, `TextFileError` for one that cannot be read,
    ///   or a `Failure` for a value that cannot be.
    init(
        flags: Flags = Flags(), environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws {
        try Self.checkText()
        let environment = environment.filter { !$0.value.isEmpty }
        let home = try DataFolder.path(environment)
        try self.init(flags: flags, environment: environment, home: home, file: try ConfigFile.read(in: home))
    }

    /// - Parameter environment: without empty values.
    init(flags: Flags, environment: [String: String], home: String, file: ConfigFile) throws(Failure) {
        self.home = home
        desk = Desk(
            staff: try Self.name([
                ("--staff", flags.staff), ("TOUCHBASE_STAFF", environment["TOUCHBASE_STAFF"]),
                ("staff in config.toml", file.staff), ("USER", environment["USER"]), ("staff", "desk"),
            ]),
            terminal: try Self.name([
                ("--terminal", flags.terminal), ("TOUCHBASE_TERMINAL", environment["TOUCHBASE_TERMINAL"]),
                ("terminal in config.toml", file.terminal), ("the machine's name", Self.hostName),
                ("terminal", "terminal"),
            ]))
        theme = environment["TOUCHBASE_THEME"] ?? file.theme
        themeFolder = "\(home)/themes"
        (database, databaseSource) = Self.database(flags, environment, file, home: home)
        if database == .environment { try Self.checkLibpq(environment) }
        mail = Self.mail(environment, file, home: home)
        isMailSentByService = file.isMailSentByService ?? false
    }

    private static func database(
        _ flags: Flags, _ environment: [String: String], _ file: ConfigFile, home: String
    ) -> (Database, source: String?) {
        if let url = flags.database { return (.url(url), "--database") }
        if let url = environment["DATABASE_URL"] { return (.url(url), "DATABASE_URL") }
        let telling = ["PGHOST", "PGHOSTADDR", "PGSERVICE", "PGDATABASE", "PGPORT"].filter { environment[$0] != nil }
        if !telling.isEmpty { return (.environment, telling.joined(separator: ", ")) }
        guard let url = file.databaseURL else { return (.embedded, nil) }
        return (.url(url), "\(ConfigFile.path(in: home)):\(file.databaseLine)")
    }

    private static func mail(_ environment: [String: String], _ file: ConfigFile, home: String) -> MailRoute {
        let given = environment["SMTP_URL"]
        guard let url = given ?? file.smtpURL else { return .outbox(folder: "\(home)/outbox") }
        do {
            return .server(
                try SMTPServer(url: url), passwordFile: environment["SMTP_PASSWORD_FILE"] ?? file.smtpPasswordFile)
        } catch {
            let place = given == nil ? "\(ConfigFile.path(in: home)):\(file.smtpLine)" : "SMTP_URL"
            return .unusable(MailServerProblem(error: error, place: place))
        }
    }

    /// The first that is said. Staff and terminals are written into every change and shown at other desks.
    private static func name(_ places: [(source: String, text: String?)]) throws(Failure) -> String {
        let said = places.lazy.compactMap { place in place.text.map { (place.source, $0) } }.first
        guard let (source, text) = said else { return "" }
        guard let name = try? TypedText.name(text), name.unicodeScalars.count <= 60 else {
            throw Failure(
                code: .invalid,
                message: """
                    \(source) cannot be used: "\(text.prefix(80))" is not one line of at most 60 characters with something \
                    visible in it.
                    """)
        }
        return name
    }

    /// What is read from the environment is text: bytes that are none would be something else than was meant, such as
    /// another folder.
    private static func checkText() throws(Failure) {
        let names = [
            "TOUCHBASE_HOME", "TOUCHBASE_STAFF", "TOUCHBASE_TERMINAL", "TOUCHBASE_THEME", "TOUCHBASE_PG_BIN",
            "XDG_DATA_HOME", "DATABASE_URL", "SMTP_URL", "SMTP_PASSWORD_FILE",
        ]
        let read = names + (getenv("TOUCHBASE_HOME") == nil ? ["HOME"] : [])
        let wrong = read.first { name in getenv(name).map { String(validatingCString: $0) == nil } ?? false }
        guard let wrong else { return }
        throw Failure(code: .invalid, message: "\(wrong) cannot be used: it is not UTF-8 text.")
    }

    /// What libpq would only say of some value, without its name.
    private static func checkLibpq(_ environment: [String: String]) throws(Failure) {
        if let ports = environment["PGPORT"] {
            let arePorts = ports.split(separator: ",").allSatisfy { (1...65_535).contains(Int($0) ?? 0) }
            guard arePorts else { throw unusable("PGPORT", ports, "a port is a number from 1 to 65535") }
        }
        if let limit = environment["PGCONNECT_TIMEOUT"], Int(limit) == nil {
            throw unusable("PGCONNECT_TIMEOUT", limit, "it is a number of seconds")
        }
        let modes = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"]
        if let mode = environment["PGSSLMODE"], !modes.contains(mode) {
            throw unusable("PGSSLMODE", mode, "it is one of \(modes.joined(separator: ", "))")
        }
    }

    private static func unusable(_ variable: String, _ value: String, _ rule: String) -> Failure {
        Failure(code: .invalid, message: "\(variable) cannot be used: \"\(value.prefix(80))\"; \(rule).")
    }

    private static var hostName: String? {
        var bytes = [CChar](repeating: 0, count: 256)
        guard gethostname(&bytes, bytes.count - 1) == 0 else { return nil }
        let name = String(decoding: bytes.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        return name.split(separator: ".").first.map(String.init)
    }
}
