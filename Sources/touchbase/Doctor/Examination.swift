import Availability
import Booking
import BookingStore
import Glibc
import Mail
import Postgres

/// All checks of `touchbase doctor`, each with its finding.
struct Examination: Report {
    private(set) var findings: [Finding]

    var status: ExitStatus { findings.contains { $0.grade == .bad } ? .unavailable : .done }

    init(of settings: Settings) {
        findings = [
            .good("folder", "\(settings.home)"),
            .good("desk", "\(settings.desk.staff) at \(settings.desk.terminal)"),
        ]
        examineDatabase(settings)
        examineMail(settings)
        examineTerminal()
    }

    private mutating func examineDatabase(_ settings: Settings) {
        do {
            var office = try Office.open(settings)
            let result = Result { try examine(&office) }
            try? office.close()
            try result.get()
        } catch {
            findings.append(.bad("database", Failure(error, practice: nil).message))
        }
    }

    private mutating func examine(_ office: inout Office) throws {
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
            findings.append(.bad("sender", "The practice has no mail_from: set it and import the practice again."))
        }
    }

    private static func finding(on practice: PracticeView) -> Finding {
        let catalog = practice.catalog
        guard !catalog.services.isEmpty, !catalog.therapists.isEmpty, !catalog.rooms.isEmpty else {
            return .remark("practice", "nothing to book yet; next: touchbase practice import FILE")
        }
        return .good(
            "practice",
            "\(catalog.practice.brand): \(catalog.services.count) services, \(catalog.therapists.count) therapists, \(catalog.rooms.count) rooms"
        )
    }

    private mutating func examineMail(_ settings: Settings) {
        switch settings.mail {
        case .outbox(let folder):
            findings.append(.remark("mail", "no SMTP_URL: mails are written as files to \(folder)"))
        case .server(let server, _):
            do {
                _ = try Carrier(settings.mail, deadlines: SMTPDeadlines())
                let answers = MailServerProbe.answers(host: server.host, port: server.port)
                findings.append(
                    answers
                        ? .good("mail", "\(server) answers")
                        : .bad("mail", "\(server) does not answer: check SMTP_URL and the network. Mails stay queued."))
            } catch {
                findings.append(.bad("mail", Failure(error, practice: nil).message))
            }
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
