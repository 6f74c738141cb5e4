import Booking
import EmbeddedServer
import FoundationEssentials
import TestSupport
import Testing

@testable import touchbase

struct SettingsTests {
    private func settings(
        _ file: String = "", _ environment: [String: String] = [:], flags: Settings.Flags = Settings.Flags()
    ) throws -> Settings {
        let folder = try TemporaryFolder()
        try file.write(toFile: ConfigFile.path(in: folder.path), atomically: true, encoding: .utf8)
        let all = environment.merging(["TOUCHBASE_HOME": folder.path]) { given, _ in given }
        return try Settings(flags: flags, environment: all)
    }

    @Test func `flags beat the environment, and the environment beats the file`() throws {
        let file = "staff = \"File\"\nterminal = \"file\"\n[database]\nurl = \"postgres://file\"\n"
        #expect(try settings(file).desk.staff == "File")
        #expect(try settings(file).database == .url("postgres://file"))
        let environment = ["TOUCHBASE_STAFF": "Env", "DATABASE_URL": "postgres://env"]
        #expect(try settings(file, environment).desk.staff == "Env")
        #expect(try settings(file, environment).desk.terminal == "file")
        #expect(try settings(file, environment).database == .url("postgres://env"))
        let flags = Settings.Flags(staff: "Flag", database: "postgres://flag")
        #expect(try settings(file, environment, flags: flags).desk.staff == "Flag")
        #expect(try settings(file, environment, flags: flags).database == .url("postgres://flag"))
    }

    @Test(arguments: ["PGHOST", "PGSERVICE", "PGDATABASE"])
    func `a variable of libpq that names a database is obeyed`(name: String) throws {
        #expect(try settings("", [name: "x"]).database == .environment)
    }

    @Test func `with nothing said the database is private and the mail goes to files`() throws {
        let settings = try settings("", ["PGUSER": "somebody", "DATABASE_URL": ""])
        #expect(settings.database == .embedded)
        guard case .outbox(let folder) = settings.mail else {
            Issue.record("mail should go to the outbox")
            return
        }
        #expect(folder == "\(settings.home)/outbox")
    }

    @Test func `the data folder is the user's unless it is named`() throws {
        #expect(try DataFolder.path(["TOUCHBASE_HOME": "/a", "HOME": "/h"]) == "/a")
        #expect(try DataFolder.path(["XDG_DATA_HOME": "/x", "HOME": "/h"]) == "/x/touchbase")
        #expect(try DataFolder.path(["XDG_DATA_HOME": "relative", "HOME": "/h"]) == "/h/.local/share/touchbase")
        #expect(try DataFolder.path(["TOUCHBASE_HOME": "here"]).hasSuffix("/here"))
        #expect(try DataFolder.path(["HOME": "here"]).hasPrefix("/"))
    }

    @Test func `what is wrong in the file is told with its line`() throws {
        let error = try #require(throws: SourceError.self) {
            try ConfigFile("staff = 1\n[mail]\nsmtp_utl = \"x\"\n[databse]\n", file: "config.toml")
        }
        #expect(
            error.text == """
                config.toml:1: staff must be a text in quotes.
                config.toml:3: smtp_utl means nothing here. Did you mean smtp_url?
                config.toml:4: databse means nothing here. Did you mean database?
                """)
    }

    @Test func `names of staff and terminals cannot break a line`() {
        #expect(throws: Failure.self) { try settings("", ["TOUCHBASE_STAFF": "a\u{1B}[2J"]) }
        #expect(throws: Failure.self) { try settings("", ["TOUCHBASE_TERMINAL": String(repeating: "x", count: 61)]) }
    }

    @Test func `staff and terminals have a name that can be seen`() throws {
        for blank in ["", "  ", "\u{202E}\u{200B}"] {
            let flags = Settings.Flags(staff: blank)
            let failure = try #require(throws: Failure.self) { try settings("", flags: flags) }
            #expect(failure.message.hasPrefix("--staff cannot be used") && failure.status == .badData)
        }
        #expect(throws: Failure.self) { try settings("", ["TOUCHBASE_TERMINAL": " "]) }
        #expect(throws: Failure.self) { try settings("staff = \"\"") }
        #expect(try settings("staff = \" Dana \"").desk.staff == "Dana")
    }

    @Test func `a setting that cannot be used is named with its value`() throws {
        let long = String(repeating: "x", count: 61)
        for (file, environment, words) in [
            ("", ["TOUCHBASE_STAFF": long], "TOUCHBASE_STAFF cannot be used: \"\(long)\""),
            ("terminal = \"\(long)\"", [:], "terminal in config.toml cannot be used: \"\(long)\""),
            ("", ["PGPORT": "abc"], "PGPORT cannot be used: \"abc\"; a port is a number"),
            ("", ["PGHOST": "x", "PGSSLMODE": "on"], "PGSSLMODE cannot be used: \"on\""),
            ("", ["PGHOST": "x", "PGCONNECT_TIMEOUT": "1s"], "PGCONNECT_TIMEOUT cannot be used: \"1s\""),
        ] {
            let failure = try #require(throws: Failure.self) { try settings(file, environment) }
            #expect(failure.message.hasPrefix(words) && failure.status == .badData, "\(failure.message)")
        }
        #expect(try settings("", ["PGHOST": "a,b", "PGPORT": "5432,5433"]).database == .environment)
        // What is asked for elsewhere is not looked at.
        #expect(
            try settings("", ["PGPORT": "abc", "DATABASE_URL": "postgres://x:1"]).database == .url("postgres://x:1"))
    }

    @Test(arguments: ["GOOD", "../x", ""])
    func `a theme is found by its very name, in its folder alone`(name: String) throws {
        let problem = try settings("theme = \"\(name)\"\n").themeProblem
        #expect(problem?.hasPrefix("There is no theme \"\(name)\".") == true)
    }

    @Test func `where the database's address was given is known`() throws {
        let file = "staff = \"Dana\"\n\n[database]\nurl = \"postgres://file\"\n"
        #expect(try settings(file).databaseSource?.hasSuffix("/config.toml:4") == true)
        #expect(try settings(file, ["DATABASE_URL": "postgres://env"]).databaseSource == "DATABASE_URL")
        #expect(try settings(file, ["PGPORT": "1", "PGHOST": "x"]).databaseSource == "PGHOST, PGPORT")
        var flags = Settings.Flags()
        flags.database = "postgres://flag"
        #expect(try settings(file, ["DATABASE_URL": "postgres://env"], flags: flags).databaseSource == "--database")
        #expect(try settings().databaseSource == nil)
    }

    @Test func `a mail server's URL that cannot be used is told with its place`() throws {
        let file = "staff = \"Dana\"\n[mail]\nsmtp_url = \"http://mail.example\"\n"
        for (environment, place) in [([:], "/config.toml:3."), (["SMTP_URL": "mail.example"], "It is in SMTP_URL.")] {
            guard case .unusable(let problem) = try settings(file, environment).mail else {
                Issue.record("it should not be usable")
                return
            }
            #expect("\(problem)".hasSuffix(place), "\(problem)")
        }
    }

    @Test func `a theme that there is not is refused with those that there are`() throws {
        #expect(try settings().themeProblem == nil)
        #expect(try settings("theme = \"light\"\n").themeProblem == nil)
        let problem = try #require(try settings("theme = \"pink\"\n").themeProblem)
        #expect(problem.hasPrefix("There is no theme \"pink\". There are: dark, light"))
    }

    @Test func `a database that others use is a conflict`() {
        #expect(Failure(EmbeddedServerError.inUse, practice: nil).status == .conflict)
        #expect(Failure(EmbeddedServerError.noPermission(path: "/x"), practice: nil).status == .unavailable)
    }
}
