import EmbeddedServer
import Foundation
import Postgres
import TestSupport
import Testing

/// What killed processes and full disks leave behind, and what each says.
@Suite struct DamageTests {
    private func useOnce(_ server: EmbeddedServer) throws {
        var lease = try server.acquire()
        var connection = try Connection.open(ConnectionParameters(lease.connectionParameters))
        try connection.run(Statement("ask", "select 1"))
        connection.close()
        try lease.release()
    }

    @Test func `a server that was killed starts again with all that was committed`() throws {
        let home = try TestHome(settings: ServerSettings())
        try home.server.start()
        var lease = try home.server.acquire()
        var connection = try Connection.open(ConnectionParameters(lease.connectionParameters))
        try connection.run(script: "create table kept as select 7 as n", named: "make a table")
        let process = try home.running().process
        kill(process, SIGKILL)
        let thrown = #expect(throws: PostgresError.self) { try connection.waitForNotifications(within: .seconds(20)) }
        #expect(thrown?.endsConnection == true)
        var again = try home.server.acquire()
        var second = try Connection.open(ConnectionParameters(again.connectionParameters))
        let read = Statement.one("read", "select n from kept") { row throws(PostgresError) in try row["n", as: Int.self]
        }
        #expect(try second.run(read) == 7)
        second.close()
        #expect(try home.running().process != process)
        try lease.release()
        try again.release()
    }

    @Test func `a pid file whose number is another program's by now is stale`() throws {
        let home = try TestHome()
        try useOnce(home.server)
        let path = home.path + "/postgres/data/postmaster.pid"
        try "\(getpid())\n\(home.path)\n1\n5432\n/nowhere\n\n1 2\nready   \n".write(
            toFile: path, atomically: true, encoding: .utf8)
        guard case .stopped = try home.server.status() else {
            Issue.record("took another program for the server")
            return
        }
        try useOnce(home.server)
    }

    @Test func `what a killed initdb left is cleared away and made anew`() throws {
        let home = try TestHome()
        let left = home.path + "/postgres/data.unfinished-1"
        try FileManager.default.createDirectory(atPath: left, withIntermediateDirectories: true)
        chmod(home.path + "/postgres", 0o711)
        try "15\n".write(toFile: left + "/PG_VERSION", atomically: true, encoding: .utf8)
        try useOnce(home.server)
        #expect(!FileManager.default.fileExists(atPath: left))
    }

    @Test func `a cluster of another major version is named with the versions that are there`() throws {
        let home = try TestHome()
        let data = home.path + "/postgres/data"
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        try "9\n".write(toFile: data + "/PG_VERSION", atomically: true, encoding: .utf8)
        let thrown = #expect(throws: EmbeddedServerError.self) { _ = try home.server.acquire() }
        guard case .otherVersion(let folder, made: 9, let installed)? = thrown else {
            Issue.record("\(String(describing: thrown))")
            return
        }
        #expect(folder == data && !installed.isEmpty)
    }

    @Test func `a server that ends without a word is told with the last line of its log`() throws {
        let home = try TestHome()
        try useOnce(home.server)
        let programs = home.path + "/programs"
        try FileManager.default.createDirectory(atPath: programs, withIntermediateDirectories: true)
        let silent = "#!/bin/sh\n[ \"$1\" != --version ] || echo 'postgres (PostgreSQL) 15.0'\n"
        for name in ["postgres", "initdb"] {
            try silent.write(toFile: "\(programs)/\(name)", atomically: true, encoding: .utf8)
            chmod("\(programs)/\(name)", 0o755)
        }
        chmod(programs, 0o755)
        let server = EmbeddedServer(home: home.path, environment: ["TOUCHBASE_PG_BIN": programs])
        let thrown = #expect(throws: EmbeddedServerError.self) { _ = try server.acquire() }
        let text = thrown?.description ?? ""
        #expect(text.contains("ended without a word") && text.contains("database system is shut down"), "\(text)")
    }

    @Test func `a folder that is no cluster is left alone`() throws {
        let home = try TestHome()
        let data = home.path + "/postgres/data"
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        #expect(throws: EmbeddedServerError.notACluster(folder: data)) { _ = try home.server.acquire() }
        #expect(throws: EmbeddedServerError.notACluster(folder: data)) { try home.server.status() }
    }

    @Test func `a cluster without its control file is damaged, and says how to go on`() throws {
        let home = try TestHome()
        var lease = try home.server.acquire()
        try lease.release()
        let data = home.path + "/postgres/data"
        try FileManager.default.removeItem(atPath: data + "/global/pg_control")
        let thrown = #expect(throws: EmbeddedServerError.self) { _ = try home.server.acquire() }
        guard case .damaged(_, let line) = thrown else {
            Issue.record("\(String(describing: thrown))")
            return
        }
        #expect(line.hasPrefix("could not open file"))
        #expect(thrown?.description.hasPrefix("The database in ") == true)
    }

    @Test func `without PostgreSQL it says how to get it`() throws {
        let nowhere = try TestHome(environment: ["TOUCHBASE_PG_BIN": "/nowhere"])
        let thrown = #expect(throws: EmbeddedServerError.self) { _ = try nowhere.server.acquire() }
        #expect(thrown == .notInstalled(searched: "/nowhere"))
        #expect(thrown?.description.contains("TOUCHBASE_PG_BIN") == true)
    }

    /// Stand-ins for programs that find the disk full, which no test can arrange without being root.
    @Test func `a full disk is told from other failures, and leaves nothing half made`() throws {
        let programs = try TemporaryFolder()
        chmod(programs.path, 0o755)
        let initdb =
            "echo 'creating subdirectories ... ok'; echo 'initdb: error: could not write to file: No space left on device'; exit 1"
        for (name, script) in [("initdb", initdb), ("postgres", "echo 'postgres (PostgreSQL) 15.18'")] {
            let path = "\(programs.path)/\(name)"
            try "#!/bin/sh\n\(script)\n".write(toFile: path, atomically: true, encoding: .utf8)
            chmod(path, 0o755)
        }
        let home = try TestHome(environment: ["TOUCHBASE_PG_BIN": programs.path])
        let thrown = #expect(throws: EmbeddedServerError.self) { _ = try home.server.acquire() }
        #expect(thrown == .diskFull(path: home.path + "/postgres"))
        #expect(try home.server.status() == .notMade)
        let left = try FileManager.default.contentsOfDirectory(atPath: home.path + "/postgres")
        #expect(!left.contains { $0.hasPrefix("data") })
    }

    @Test func `a server that refuses to start gives the line that says why`() throws {
        let home = try TestHome()
        try useOnce(home.server)
        let local = home.path + "/postgres/data/local.conf"
        try "no_such_setting = on\n".write(toFile: local, atomically: true, encoding: .utf8)
        chmod(local, 0o644)
        let thrown = #expect(throws: EmbeddedServerError.self) { _ = try home.server.acquire() }
        #expect(
            thrown?.description.contains("no_such_setting") == true
                || thrown?.description.contains("local.conf") == true)
        #expect(thrown?.description.contains("\n") == false)
    }

    @Test func `a log that has grown too long is cut, and its end kept aside`() throws {
        let home = try TestHome()
        try useOnce(home.server)
        let log = try #require(try home.server.logPath())
        let handle = try #require(FileHandle(forWritingAtPath: log))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(repeating: UInt8(ascii: "x"), count: 3_000_000))
        try handle.write(contentsOf: Data("the end\n".utf8))
        try handle.close()
        try useOnce(home.server)
        let size = try FileManager.default.attributesOfItem(atPath: log)[.size] as? Int
        #expect((size ?? .max) < 100_000)
        let old = try String(contentsOfFile: log + ".old", encoding: .utf8)
        #expect(old.utf8.count == 1_048_576 && old.hasSuffix("the end\n"))
    }

    @Test func `a home under a closed folder works for root, and is refused for others in one clear line`() throws {
        let outer = try TemporaryFolder()
        chmod(outer.path, geteuid() == 0 ? 0o700 : 0)
        let server = EmbeddedServer(home: outer.path + "/home", settings: TestHome.settings)
        if geteuid() == 0 {
            try useOnce(server)
            let place = try FileManager.default.destinationOfSymbolicLink(atPath: outer.path + "/home/postgres")
            #expect(place.hasPrefix("/var/lib/touchbase/"))
            try FileManager.default.removeItem(atPath: place)
        } else {
            let thrown = #expect(throws: EmbeddedServerError.self) { _ = try server.acquire() }
            guard case .noPermission(let path)? = thrown else {
                Issue.record("\(String(describing: thrown))")
                return
            }
            #expect(path.hasPrefix(outer.path))
            chmod(outer.path, 0o700)
        }
    }
}
