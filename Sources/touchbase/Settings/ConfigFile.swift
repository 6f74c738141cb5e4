/// `config.toml` in the data folder: what is particular to this terminal.
///
///     terminal = "desk-1"
///     staff = "Dana"
///     theme = "night"
///
///     [database]
///     url = "postgresql://desk@db.example/touchbase"
///
///     [mail]
///     smtp_url = "smtp://desk@mail.example:587"
///     smtp_password_file = "/etc/touchbase/smtp-password"
///     sent_by_service = true
struct ConfigFile: Hashable {
    var terminal: String?
    var staff: String?
    var theme: String?
    var databaseURL: String?
    /// Where that stands.
    var databaseLine = 1
    var smtpURL: String?
    /// Where that stands.
    var smtpLine = 1
    var smtpPasswordFile: String?
    var isMailSentByService: Bool?

    static func path(in home: String) -> String { "\(home)/config.toml" }

    /// The file of a data folder; an empty one when there is none.
    ///
    /// - Throws: `TextFileError`, `SourceError`, or a `Failure` for a folder that belongs to somebody else.
    static func read(in home: String) throws -> ConfigFile {
        let path = path(in: home)
        let text: String
        do {
            text = try TextFile.contents(of: path)
        } catch {
            if error.isMissing { return ConfigFile() }
            guard error.isForbidden else { throw error }
            throw Failure(
                code: .unavailable,
                message:
                    "No permission for \(path): give it to the user who runs this, or set TOUCHBASE_HOME to a folder of your own."
            )
        }
        return try ConfigFile(text, file: path)
    }

    init() {}

    /// - Throws: everything in it that is unknown or of the wrong kind, by line.
    init(_ text: String, file: String) throws(SourceError) {
        var problems: [SourceProblem] = []
        do {
            read(try TOMLSection(document: text), &problems)
        } catch {
            problems = [error]
        }
        guard problems.isEmpty else { throw SourceError(file: file, problems: problems) }
    }

    private mutating func read(_ document: TOMLSection, _ problems: inout [SourceProblem]) {
        document.refuseKeys(besides: ["terminal", "staff", "theme", "database", "mail"], &problems)
        terminal = document.string("terminal", &problems)
        staff = document.string("staff", &problems)
        theme = document.string("theme", &problems)
        if let database = document.section("database", &problems) {
            database.refuseKeys(besides: ["url"], &problems)
            databaseURL = database.string("url", &problems)
            databaseLine = database.line(of: "url")
        }
        if let mail = document.section("mail", &problems) {
            mail.refuseKeys(besides: ["smtp_url", "smtp_password_file", "sent_by_service"], &problems)
            smtpURL = mail.string("smtp_url", &problems)
            smtpLine = mail.line(of: "smtp_url")
            smtpPasswordFile = mail.string("smtp_password_file", &problems)
            isMailSentByService = mail.flag("sent_by_service", &problems)
        }
    }
}
