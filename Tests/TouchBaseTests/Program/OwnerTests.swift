import Foundation
import Postgres
import TestSupport
import Testing

/// A server on which the role that owns the database is no superuser, and nobody has prepared anything.
final class OwnerTests {
    private let server: OwnServer
    private let folder: TemporaryFolder

    init() throws {
        server = try OwnServer()
        folder = try TemporaryFolder()
        for command in ["create role olga login", "create role nina login", "create role dana login"] {
            try administrate(command)
        }
        for owner in ["olga", "nina"] { try administrate("create database \(owner) owner \(owner)") }
    }

    private func administrate(_ command: String) throws {
        var connection = try server.database.connect(session: .patient)
        try connection.run(Statement("a superuser's command", command), within: .seconds(60))
    }

    private func program(_ role: String, of database: String? = nil) -> Program {
        let url = server.database.url.replacing("touchbase@", with: "\(role)@")
        let place = url.split(separator: "/").dropLast().joined(separator: "/").replacing(
            "postgres:/", with: "postgres://")
        return Program(home: folder.path, database: "\(place)/\(database ?? role)")
    }

    private func hasSchema(_ database: String) throws -> Bool {
        let url = try #require(program("touchbase", of: database).environment["DATABASE_URL"])
        var connection = try Connection.open(try ConnectionParameters(url))
        return try connection.run(
            Statement.one("schema", "select to_regnamespace('touchbase') is not null as found") {
                row throws(PostgresError) in try row["found", as: Bool.self]
            })
    }

    @Test func `an owner who may not create roles is told what a superuser has to do, and nothing is changed`() throws {
        let olga = program("olga")
        let refused = try olga.run("db", "migrate")
        #expect(refused.status == 69)
        let cure = "create role touchbase_desk nologin; grant touchbase_desk to olga;"
        #expect(refused.errorOutput.contains(cure), "\(refused.errorOutput)")
        #expect(try !hasSchema("olga"))
        #expect(try olga.run("day").errorOutput.contains("The database is empty"))

        try administrate("create role touchbase_desk nologin")
        let again = try olga.run("db", "migrate")
        #expect(again.errorOutput.contains("run this once, and then do it again: grant touchbase_desk to olga;"))
        try administrate("grant touchbase_desk to olga")
        let migrated = try olga.run("db", "migrate")
        #expect(migrated.status == 0, "\(migrated.errorOutput)")
        try olga.writePractice(Fixture.practice)
        #expect(try olga.run("hold", "Swedish", Fixture.at("10:00")).status == 0)
    }

    @Test func `a role that may create roles needs nobody`() throws {
        try administrate("alter role olga createrole")
        let migrated = try program("olga").run("db", "migrate")
        #expect(migrated.status == 0, "\(migrated.errorOutput)")
        #expect(try program("olga").run("expire-holds").status == 0)
    }

    @Test func `a restoration asks for the same rights, and makes its owner a desk`() throws {
        try administrate("alter role olga createrole")
        #expect(try program("olga").run("db", "migrate").status == 0)
        let file = "\(folder.path)/practice.backup"
        let backup = try program("olga").run("db", "backup", file)
        #expect(backup.status == 0, "\(backup.errorOutput)")
        let refused = try program("nina").run("db", "restore", file)
        #expect(refused.status == 69)
        #expect(refused.errorOutput.contains("grant touchbase_desk to nina;"), "\(refused.errorOutput)")
        #expect(try !hasSchema("nina"))
        try administrate("alter role nina createrole")
        let restored = try program("nina").run("db", "restore", file)
        #expect(restored.status == 0, "\(restored.errorOutput)")
        #expect(try program("nina").run("expire-holds").status == 0)
    }

    @Test func `a desk that imports, or migrates, is told that the owner has to`() throws {
        try administrate("alter role olga createrole")
        #expect(try program("olga").run("db", "migrate").status == 0)
        try program("olga").writePractice(Fixture.practice)
        try administrate("grant touchbase_desk to dana")
        let dana = program("dana", of: "olga")
        #expect(try dana.run("hold", "Swedish", Fixture.at("10:00")).status == 0)
        for command in [["practice", "import", "\(folder.path)/practice.toml"], ["db", "migrate"]] {
            let refused = try dana.run(command)
            #expect(refused.status == 69)
            let words = "Only the role that owns the database may do that, and dana does not own it"
            #expect(refused.errorOutput.contains(words), "\(refused.errorOutput)")
        }
    }
}
