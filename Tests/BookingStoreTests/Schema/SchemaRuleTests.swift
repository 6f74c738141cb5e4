import BookingStore
import Postgres
import Testing

/// What no program can write, whoever it is and whatever it thinks.
@Suite(.serialized) struct SchemaRuleTests {
    /// One for all of them, one after the other: what is refused leaves nothing behind.
    private static let shared = Result { try TestPractice() }
    private let practice: TestPractice

    init() throws {
        practice = try Self.shared.get()
    }

    @Test(arguments: SchemaRule.all) func `the schema refuses by name what breaks a rule`(rule: SchemaRule) throws {
        let error = try serverError(of: rule.refused)
        #expect(error.constraint == rule.name)
    }

    @Test func `every rule of the schema is tried`() throws {
        let names: [String] = try practice.value(
            """
            select array(
                select conname::text from pg_constraint
                where connamespace = 'touchbase'::regnamespace and contype in ('c', 'f', 'u', 'x')
                union
                select class.relname::text from pg_index join pg_class class on class.oid = indexrelid
                where indisunique and not indisprimary and class.relnamespace = 'touchbase'::regnamespace
            ) as value
            """)
        #expect(Set(names) == Set(SchemaRule.all.map(\.name)))
    }

    @Test(arguments: ["service", "therapist", "room", "customer"])
    func `what a booking needs is not deleted under it`(table: String) throws {
        let links = "delete from therapist_service; delete from room_service; delete from therapist_hours; "
        let error = try serverError(of: BookingRow.insert() + "; " + links + "delete from \(table) where id = 1")
        #expect(error.constraint == "booking_\(table)_id_fkey")
    }

    @Test(arguments: [
        "update booking_history set note = ''", "delete from booking_history", "truncate booking_history",
    ])
    func `history is only ever added to, whoever asks`(command: String) throws {
        #expect(try serverError(of: command).sqlState == .insufficientPrivilege)
    }

    @Test(arguments: [
        "{[-1,60)}", "{(,60)}", "{[60,)}", "{[1440,1500)}", "{[600,660),[1440,1500)}", "{[1380,1500),[1560,1620)}",
        "{[1380,2881)}",
    ])
    func `windows that do not start on their day are refused`(windows: String) throws {
        let error = try serverError(of: "update therapist_hours set windows = '\(windows)'")
        #expect(error.constraint == "windows_start_on_their_day")
    }

    @Test(arguments: ["{}", "{[0,1440)}", "{[1439,2880)}", "{[0,60),[1320,1800)}"])
    func `windows that start on their day are accepted`(windows: String) throws {
        try practice.run("begin; update therapist_hours set windows = '\(windows)'; rollback")
    }

    @Test func `hostile text is no name`() throws {
        for name in ["", " \n", "a\u{1B}[31m", "two\nlines", String(repeating: "x", count: 201)] {
            var owner = try practice.owner()
            let insert = Statement("add room", "insert into room (name) values ($1)", [name])
            let error = #expect(throws: StoreError.self) { try owner.ask(insert) }
            guard case .database(let error) = error else { continue }
            #expect(error.serverError?.sqlState == .checkViolation)
        }
    }

    private func serverError(of script: String) throws -> ServerError {
        let error = #expect(throws: PostgresError.self) { try practice.run(script) }
        return try #require(error?.serverError)
    }
}
