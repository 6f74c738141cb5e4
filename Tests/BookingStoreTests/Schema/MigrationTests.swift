import BookingStore
import Postgres
import TestSupport
import Testing

@Suite struct MigrationTests {
    private static let steps = [
        "schema", "intents", "outbox", "roles", "desk readings", "attendance", "quicker intents", "mail bursts",
        "customers", "order of names", "leaner intents", "mail batches", "mail workers", "held mail and references",
        "contested customers",
    ]
    private let database: TestDatabase

    init() throws {
        database = try TestCluster.shared().database()
    }

    @Test func `the steps are applied in their order, and a second time there are none`() throws {
        #expect(try migrate() == Self.steps)
        #expect(try migrate() == [])
    }

    @Test func `programs that migrate at once take turns`() throws {
        let barrier = Barrier(participants: 4)
        let programs = (0..<4).map { _ in
            Work {
                defer { barrier.leave() }
                barrier.wait()
                return try migrate()
            }
        }
        let applied = try programs.map { try $0.value() }
        #expect(applied.filter { !$0.isEmpty } == [Self.steps])
    }

    @Test func `an empty database is said to be empty`() throws {
        #expect(schemaError() == .missing)
    }

    @Test func `a program that is newer than the database says so`() throws {
        _ = try migrate()
        try run("delete from touchbase.migration where version = \(Migrator.newestVersion)")
        guard case .older(let version)? = schemaError() else {
            Issue.record("not refused")
            return
        }
        #expect(version < Migrator.newestVersion)
    }

    @Test func `a database that is newer than the program is left alone`() throws {
        _ = try migrate()
        try run("insert into touchbase.migration (version, name) values (99, 'from the future')")
        #expect(schemaError() == .newer(99))
        let error = #expect(throws: StoreError.self) { try migrate() }
        guard case .schema(.newer(99)) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test(arguments: ["touchbase.room", "touchbase.mail_report"])
    func `a step that fails leaves nothing of itself or of those before it, and all is done when its obstacle is gone`(
        table: String
    ) throws {
        try run("create schema touchbase; create table \(table) (mine integer)")
        #expect(throws: StoreError.self) { try migrate() }
        var connection = try database.connect()
        let tables = try connection.run(
            Statement.one(
                "tables", "select array_agg(tablename::text) as names from pg_tables where schemaname = 'touchbase'"
            ) { row throws(PostgresError) in try row["names", as: [String].self] })
        #expect(tables.map { "touchbase.\($0)" } == [table])
        try run("drop table \(table)")
        #expect(try migrate() == Self.steps)
    }

    @Test func `a migrator that failed does not keep others out`() throws {
        var first = try database.connect(session: .patient)
        try run("create schema touchbase; create table touchbase.room (mine integer)")
        #expect(throws: StoreError.self) { try Migrator.migrate(&first) }
        try run("drop table touchbase.room")
        #expect(try migrate() == Self.steps)
        #expect(try Migrator.migrate(&first) == [])
    }

    private func migrate() throws -> [String] {
        var connection = try database.connect(session: .patient)
        return try Migrator.migrate(&connection)
    }

    private func run(_ script: String) throws {
        var connection = try database.connect()
        try connection.run(script: script, named: "a test's script")
    }

    private func schemaError() -> SchemaError? {
        let error = #expect(throws: StoreError.self) { _ = try Store(database.parameters()) }
        if case .schema(let error) = error { return error } else { return nil }
    }
}
