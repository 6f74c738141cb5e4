import ArgumentParser
import BookingStore
import EmbeddedServer
import Postgres

struct DatabaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "db",
        abstract: "Look after the database.",
        discussion: """
            With DATABASE_URL, or libpq's PGHOST and the like, that is the database. Without them it is a private \
            PostgreSQL in the data folder: made and started on first use, and stopped by the last program that uses it, \
            unless "touchbase db start" asked it to stay.
            """,
        subcommands: [
            DatabaseStart.self, DatabaseStop.self, DatabaseStatus.self, DatabaseMigrate.self, DatabaseBackup.self,
            DatabaseRestore.self,
        ])
}

struct DatabaseStart: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "start", abstract: "Start the private server, and let it stay.",
        discussion: "Commands begin faster with it.\n\n  touchbase db start")

    @OptionGroup var common: CommonOptions

    func report(_ settings: Settings, _ console: Console) throws -> any Report {
        let server = try settings.embeddedServer()
        try server.start()
        try Office.open(settings).close()
        return ServerState(status: try server.status())
    }
}

struct DatabaseStop: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "stop", abstract: "Stop the private server.",
        discussion: "It is refused while other terminals use it.\n\n  touchbase db stop")

    @OptionGroup var common: CommonOptions

    func report(_ settings: Settings, _ console: Console) throws -> any Report {
        let server = try settings.embeddedServer()
        try server.stop()
        return ServerState(status: try server.status())
    }
}

struct DatabaseStatus: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Say where the database is, and whether it runs.",
        discussion: "  touchbase db status")

    @OptionGroup var common: CommonOptions

    func report(_ settings: Settings, _ console: Console) throws -> any Report {
        if settings.database == .embedded { return ServerState(status: try settings.embeddedServer().status()) }
        let parameters = try settings.connectionParameters()
        let connection = try Connection.open(parameters)
        return ForeignServer(address: "\(parameters)", version: connection.serverVersion)
    }
}

struct DatabaseMigrate: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Bring the database's schema up to this program's.",
        discussion: """
            Needed once for a database of your own, and after an update of this program; the private server migrates by \
            itself. The user must own the database, and the first time also be allowed to create roles, unless a \
            superuser has made the role touchbase_desk and granted it. It is done whole or not at all.

              DATABASE_URL=postgresql://owner@db.example/touchbase touchbase db migrate
            """)

    @OptionGroup var common: CommonOptions

    func report(_ settings: Settings, _ console: Console) throws -> any Report {
        guard settings.database != .embedded else {
            try Office.open(settings).close()
            return Migrated(steps: [])
        }
        var connection = try Connection.open(try settings.connectionParameters(session: .patient))
        let steps = try Migrator.migrate(&connection)
        connection.close()
        return Migrated(steps: steps)
    }
}

extension Settings {
    /// - Throws: a `Failure` when the database is not the private one.
    func embeddedServer() throws(Failure) -> EmbeddedServer {
        guard database == .embedded else {
            throw Failure(
                code: .invalid,
                message: "The database is not the private one: it is started and stopped where it runs. "
                    + "(DATABASE_URL, PGHOST or config.toml says so.)")
        }
        return EmbeddedServer(home: home)
    }
}

private struct ServerState: Report {
    let status: EmbeddedServer.Status

    func write(to page: inout TextPage) {
        switch status {
        case .notMade: page.line("There is no private server yet; the first command that needs it makes it.")
        case .stopped(let data): page.line("The private server is stopped. Its data is in \(data).")
        case .running(let running):
            page.line("The private server runs as process \(running.process). Its data is in \(running.data).")
            page.line(
                running.isKept ? "It stays until: touchbase db stop" : "It stops with the last program that uses it.")
        }
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("kind", "embedded")
            switch status {
            case .notMade: json.member("status", "not_made")
            case .stopped(let data):
                json.member("status", "stopped")
                json.member("data", data)
            case .running(let running):
                json.member("status", "running")
                json.member("data", running.data)
                json.member("process", Int(running.process))
                json.member("socket_folder", running.socketFolder)
                json.member("kept", running.isKept)
            }
        }
    }
}

private struct ForeignServer: Report {
    let address: String
    let version: Int

    func write(to page: inout TextPage) {
        page.line("The database at \(address) answers: PostgreSQL \(version / 10_000).\(version % 10_000).")
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("kind", "server")
            json.member("status", "running")
            json.member("address", address)
            json.member("version", "\(version / 10_000).\(version % 10_000)")
        }
    }
}

private struct Migrated: Report {
    let steps: [String]

    func write(to page: inout TextPage) {
        page.line(steps.isEmpty ? "The schema is up to date." : "Applied: \(steps.joined(separator: ", ")).")
    }

    func write(to json: inout JSONWriter) {
        json.object { $0.member("applied", each: steps) { $0.value($1) } }
    }
}
