import Booking

extension MailChild {
    /// The mail process for a desk's settings: it finds the same database and sends in the same way.
    init(for settings: Settings, _ environment: [String: String], start: Time = .now) {
        var environment = environment
        environment["TOUCHBASE_HOME"] = settings.home
        switch settings.database {
        case .url(let url): environment["DATABASE_URL"] = url
        case .environment: environment["DATABASE_URL"] = nil
        case .embedded: environment = environment.filter { $0.key != "DATABASE_URL" && !$0.key.hasPrefix("PG") }
        }
        if case .outbox = settings.mail { environment["SMTP_URL"] = nil }
        self.init(
            arguments: [
                "touchbase", "mail", "run", "--until-input-closes", "--staff", settings.desk.staff, "--terminal",
                settings.desk.terminal,
            ],
            environment: environment.map { "\($0.key)=\($0.value)" }, start: start)
    }
}
