import BookingStore
import Postgres
import Testing

/// What no program can write, whoever it is and whatever it thinks.
@Suite struct SchemaRuleTests {
    /// One for all of them: what is refused leaves nothing behind.
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
