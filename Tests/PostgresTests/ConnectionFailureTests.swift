import TestSupport
import Testing

@testable import Postgres

@Suite struct ConnectionFailureTests {
    private func failure(_ parameters: ConnectionParameters) -> ConnectionFailure? {
        do {
            _ = try Connection.open(parameters)
            return nil
        } catch {
            if case .connectionFailed(let failure) = error { return failure }
            return nil
        }
    }

    @Test func `a port where nothing listens is refused`() {
        let parameters = ConnectionParameters(["host": "127.0.0.1", "port": "1", "user": "dana"])
        #expect(failure(parameters)?.reason == .refused)
        #expect(failure(parameters)?.message.contains("127.0.0.1:1 does not answer") == true)
    }

    @Test func `a socket folder without a socket is refused`() {
        #expect(failure(ConnectionParameters(["host": "/nowhere", "user": "dana"]))?.reason == .refused)
    }

    @Test func `a name that does not resolve is told`() {
        #expect(failure(ConnectionParameters(["host": "no.such.invalid", "user": "dana"]))?.reason == .unknownHost)
    }

    @Test(arguments: [
        "expected authentication request from server, but received H",
        "received invalid response to SSL negotiation: H",
    ])
    func `something that answers otherwise than PostgreSQL is told`(words: String) {
        let web = ConnectionFailure(
            libpqMessage: "connection to server at \"127.0.0.1\", port 80 failed: \(words)", address: "127.0.0.1:80")
        #expect(web.reason == .foreign)
        #expect(web.message == "What answers at 127.0.0.1:80 is no PostgreSQL server: check host and port.")
    }

    @Test func `a host that swallows the first packet makes way for the next one`() throws {
        let full = try SilentServer(isFull: true)
        var keywords = try TestCluster.shared().database().keywords
        keywords["host"] = "127.0.0.1," + (keywords["host"] ?? "")
        keywords["port"] = "\(full.port),5432"
        keywords["tcp_user_timeout"] = "300"
        let connection = try Connection.open(ConnectionParameters(keywords))
        #expect(connection.isIdle == true)
    }

    @Test func `the server's reasons are told apart`() throws {
        var keywords = try TestCluster.shared().database().keywords
        keywords["dbname"] = "no such database"
        let unknown = failure(ConnectionParameters(keywords))
        #expect(unknown?.reason == .unknownDatabase)
        #expect(unknown?.sqlState == SQLState(rawValue: "3D000"))
        #expect(unknown?.logText.contains("does not exist") == true)
        #expect(unknown?.logText.contains("LOCATION") == false)
        keywords["dbname"] = "postgres"
        keywords["user"] = "nobody there"
        #expect(failure(ConnectionParameters(keywords))?.reason == .notAuthorized)
    }

    @Test func `a database without a connection to spare says so`() throws {
        let database = try TestCluster.shared().database()
        var admin = try database.connect()
        try admin.run(
            script: "create role guest login; alter database \(database.name) connection limit 0", named: "limit")
        var keywords = database.keywords
        keywords["user"] = "guest"
        #expect(failure(ConnectionParameters(keywords))?.reason == .tooManyConnections)
    }

    @Test func `a reader is told from a writer`() throws {
        let database = try TestCluster.shared().database()
        var writer = try database.connect()
        #expect(writer.isReadOnly == false)
        try writer.run(Statement("set", "alter database \(database.name) set default_transaction_read_only = on"))
        let reader = try database.connect()
        #expect(reader.isReadOnly == true)
        var keywords = database.keywords
        keywords["target_session_attrs"] = "read-write"
        #expect(failure(ConnectionParameters(keywords))?.reason == .unsuitableServer)
    }

    @Test(arguments: [
        "postgres://dana:s3cret@[host/", "host='s3cret", "s3cret", "postgres://s3cret\0@h/",
        "postgres://dana:p@s3cret@host/x", "postgres://dana:12/s3cret@host/x", "postgres://dana:s3cret@host:s3cret/",
        "postgres://dana:s3cret@host/x?sslmode=s3cret",
    ])
    func `an address that cannot be read says how to write one, and keeps its password`(address: String) {
        let thrown = #expect(throws: PostgresError.self) { _ = try Connection.open(ConnectionParameters(address)) }
        #expect(thrown?.message.contains("postgres://user:password@host") == true)
        #expect(thrown.map { "\($0) \($0.message)".contains("s3cret") } == false)
    }

    @Test(arguments: [
        ("mysql://dana:s3cret@host/x", "it begins with mysql://"),
        ("s3cret!://h", "it does not begin with postgres://"),
        ("host", "neither a URL nor keywords"), ("postgres://dana:a@b@host/x", "is not percent-encoded (@ is %40"),
        ("postgres://host:54x2/x", "its port is no number from 1 to 65535"),
        ("host=a,b port=5432,70000", "its port is no number"), ("postgres://[::1/x", "the brackets around its host"),
        ("postgres://host/x?sslmoed=require", "it has no option sslmoed"), ("host=x usr=dana", "it has no option usr"),
        ("postgres://dana:a/b?s3cret=1@host/x", "an option in it is not known"),
        ("host=x password=a s3cret=1", "an option in it is not known"),
        ("host='s3cret", "a quoted value in it does not end"),
        ("postgres://host/x?sslmode=s3cret", "its sslmode has a value that is not known"),
        ("postgres:///x?host=/tmp&connect_timeout=s3cret", "its connect_timeout is no number"),
        ("postgres://127.0.0.1:1/x?keepalives_idle=s3cret", "its keepalives_idle is no number"),
        ("postgres://host/%zz", "a % in it is not followed"), ("host=a,b port=1,2,3", "not as many ports"),
        ("service=s3cret", "stands in no service file"), ("host=x dbname=mysql://y=z", ""),
    ])
    func `what is wrong with an address is said, and nothing of it that may be secret`(address: String, flaw: String) {
        let thrown = #expect(throws: PostgresError.self) { _ = try Connection.open(ConnectionParameters(address)) }
        #expect(thrown?.message.contains(flaw) == true, "\(thrown?.message ?? "")")
        #expect(thrown.map { "\($0) \($0.message)".contains("s3cret") } == false)
    }

    @Test func `an address is shown without user and password`() throws {
        let parameters = try ConnectionParameters("postgres://dana:s3cret@db.example:5433/practice?connect_timeout=3")
        #expect("\(parameters)" == "db.example/practice")
        #expect(!String(reflecting: parameters).contains("s3cret"))
        var dumped = ""
        dump(parameters, to: &dumped)
        #expect(!dumped.contains("s3cret"))
    }

    @Test func `an address that names a socket folder reaches the server`() throws {
        let database = try TestCluster.shared().database()
        let connection = try Connection.open(ConnectionParameters(database.url))
        #expect(connection.database == database.name)
        #expect(connection.serverVersion >= 150_000)
    }
}
