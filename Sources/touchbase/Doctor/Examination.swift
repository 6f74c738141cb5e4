import Availability
import Booking
import BookingStore
import Glibc
import Mail
import Postgres
import Terminal

/// All checks of `touchbase doctor`, each with its finding.
struct Examination: Report {
    private(set) var findings: [Finding]

    var status: ExitStatus { findings.contains { $0.grade == .bad } ? .unavailable : .done }

    /// - Parameter mailTo: who gets a test mail; nil: nobody.
    init(of settings: Settings, mailTo: EmailAddress? = nil) {
        findings = [
            FolderProbe.problem(settings.home).map { .bad("folder", "\($0). Set TOUCHBASE_HOME to another.") }
                ?? .good("folder", "\(settings.home)"),
            .good("desk", "\(settings.desk.staff) at \(settings.desk.terminal)"),
        ]
        examineThemes(settings)
        let practice = examineDatabase(settings)
        examineMail(settings)
        examineTemplates(settings)
        if let mailTo, let practice {
            findings.append(TestMail(recipient: mailTo).finding(settings, practice))
        }
        examineTerminal()
    }

    /// What can be said when `config.toml`, or what stands for it, cannot be used: where database and mail server are is
    /// then not known for certain, and nothing is asked of what may be the wrong one.
    init(without settings: Failure) {
        let unknown = "not looked at before the settings are mended: they may say where it is"
        findings = [
            .bad("settings", ([settings.message] + settings.details).joined(separator: " ")),
            .remark("database", unknown), .remark("mail", unknown),
        ]
        examineTerminal()
    }

    /// Gives the practice that is in it.
    private mutating func examineDatabase(_ settings: Settings) -> PracticeView? {
        do {
            return try settings.locating {
                var office = try Office.open(settings)
                let result = Result { try examine(&office) }
                try? office.close()
                return try result.get()
            }
        } catch {
            findings.append(.bad("database", Failure(error, practice: nil).message))
            return nil
        }
    }

    private mutating func examine(_ office: inout Office) throws -> PracticeView {
        let facts = try office.store.ask(ServerFacts.statement)
        let place = office.settings.database == .embedded ? "private server" : "server"
        findings.append(
            .good("database", "\(place), PostgreSQL \(facts.version), the schema fits, as role \(facts.role)"))
        let drift = Instant.now.secondsSinceEpoch - facts.now.secondsSinceEpoch
        findings.append(
            abs(drift) <= 5
                ? .good("clock", "agrees with the database's")
                : .remark(
                    "clock",
                    "this machine is \(abs(drift)) s \(drift > 0 ? "ahead of" : "behind") the database, whose clock counts"
                ))
        let practice = try office.readPractice()
        findings.append(Self.finding(on: practice))
        findings.append(.good("time zone", "\(practice.zone.identifier), now \(practice.clock.dayAndTime(facts.now))"))
        if practice.catalog.practice.mailFrom == nil {
            let text = "the practice has no mail_from, which mails need: set it and import the practice again"
            findings.append(practice.hasNothingToBook ? .remark("sender", text) : .bad("sender", text))
        }
        return practice
    }

    private static func finding(on practice: PracticeView) -> Finding {
        let catalog = practice.catalog
        guard !practice.hasNothingToBook else {
            return .remark("practice", "nothing to book yet; next: touchbase practice import FILE")
        }
        return .good(
            "practice",
            "\(catalog.practice.brand): \(counted(catalog.services.count, "service")), "
                + "\(counted(catalog.therapists.count, "therapist")), \(counted(catalog.rooms.count, "room"))"
        )
    }

    private mutating func examineMail(_ settings: Settings) {
        switch settings.mail {
        case .outbox(let folder):
            let text = "no SMTP_URL: mails are written as files to \(folder)"
            findings.append(
                FolderProbe.problem(folder).map { .bad("mail", "\(text), but \($0)") } ?? .remark("mail", text))
        case .server(let server, let passwordFile):
            findings.append(Self.finding(on: server, passwordFile: passwordFile))
        case .unusable(let error):
            findings.append(.bad("mail", error.description))
        }
    }

    private mutating func examineTemplates(_ settings: Settings) {
        do {
            _ = try settings.letterTemplates()
        } catch {
            let text = Failure(error, practice: nil).message
            findings.append(.bad("templates", "\(text) It is in \(settings.templateFolder); no mail is sent before."))
        }
    }

    /// The theme that is asked for, and every file of the user's own, whose faults would show only when it is chosen.
    private mutating func examineThemes(_ settings: Settings) {
        let library = settings.themes
        var faults = [settings.themeProblem].compactMap(\.self)
        for name in library.names {
            do throws(ThemeError) {
                _ = try library.theme(named: name)
            } catch {
                faults.append("\(library.folder ?? "")/\(error)")
            }
        }
        findings += faults.map { .remark("theme", $0) }
        if faults.isEmpty { findings.append(.good("theme", settings.theme ?? ThemeLibrary.builtInNames[0])) }
    }

    private static func finding(on server: SMTPServer, passwordFile: String?) -> Finding {
        do {
            let password = try passwordFile.map { path throws(PasswordFileError) in try Password(file: path) }
            let deadlines = SMTPDeadlines(connect: 4, response: 4, total: 5)
            var transport = try SMTPTransport(server, password: password, deadlines: deadlines)
            guard let obstacle = transport.obstacle() else { return .good("mail", "\(server) takes mail") }
            return .bad("mail", "\(server): \(obstacle). Check SMTP_URL and the network; mails stay queued.")
        } catch {
            return .bad("mail", Failure(error, practice: nil).message)
        }
    }

    private mutating func examineTerminal() {
        let terminal = getenv("TERM").map { String(cString: $0) } ?? ""
        let isTerminal = isatty(STDOUT_FILENO) != 0
        findings.append(
            isTerminal && !["", "dumb"].contains(terminal)
                ? .good("terminal", terminal)
                : .remark("terminal", "standard output is no terminal that the desk could be shown in"))
        findings.append(
            Locale.isUTF8
                ? .good("locale", "UTF-8")
                : .remark("locale", "not UTF-8, so signs are shown in ASCII; set LANG=C.UTF-8 for better ones"))
    }

    func write(to page: inout TextPage) {
        page.table(findings.map { [$0.grade.rawValue, $0.subject, $0.text] })
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("ok", status == .done)
            json.member("checks", each: findings) { json, finding in
                json.object { json in
                    json.member("name", finding.subject)
                    json.member("status", finding.grade.rawValue)
                    json.member("message", finding.text)
                }
            }
        }
    }
}

extension PracticeView {
    fileprivate var hasNothingToBook: Bool {
        catalog.services.isEmpty || catalog.therapists.isEmpty || catalog.rooms.isEmpty
    }
}

/// What the database says of itself.
private struct ServerFacts {
    var version: String
    var role: String
    var now: Instant

    static var statement: Statement<ServerFacts> {
        .one(
            "server facts",
            "select current_setting('server_version') as version, current_user as role, extract(epoch from clock_timestamp())::bigint as now"
        ) { row throws(PostgresError) in
            ServerFacts(
                version: try row["version"], role: try row["role"], now: Instant(secondsSinceEpoch: try row["now"]))
        }
    }
}
