import BookingStore
import Postgres
import TestSupport
import Testing

/// A desk may read, and call the intents: whatever it does, the rules have been asked.
@Suite struct DeskRoleTests {
    private let practice: TestPractice

    init() throws {
        practice = try TestPractice()
    }

    @Test func `a desk can write no table by itself`() throws {
        let tables: [String] = try practice.value(
            "select array(select tablename::text from pg_tables where schemaname = 'touchbase') as value")
        #expect(tables.contains("booking") && tables.contains("migration"))
        for table in tables {
            #expect(try sqlState(of: "insert into \(table) default values") == .insufficientPrivilege, "\(table)")
            #expect(try sqlState(of: "delete from \(table)") == .insufficientPrivilege, "\(table)")
            #expect(try sqlState(of: "truncate \(table)") == .insufficientPrivilege, "\(table)")
            let column = try plainColumn(of: table)
            let update = "update \(table) set \(column) = \(column)"
            #expect(try sqlState(of: update) == .insufficientPrivilege, "\(table)")
        }
    }

    @Test func `a desk can read every table`() throws {
        var desk = try practice.desk()
        let unreadable: [String] = try desk.ask(
            Statement.value(
                """
                select array(select relname::text from pg_class
                             where relnamespace = 'touchbase'::regnamespace and relkind in ('r', 'v')
                             and not has_table_privilege(oid, 'select')) as value
                """))
        #expect(unreadable == [])
    }

    @Test func `of the functions a desk may call the intents, and what folds text for a search`() throws {
        var desk = try practice.desk()
        let callable: [String] = try desk.ask(
            Statement.value(
                """
                select array(select distinct proname::text from pg_proc
                             where pronamespace = 'touchbase'::regnamespace and has_function_privilege(oid, 'execute')
                ) as value
                """))
        let intents = [
            "hold", "confirm", "cancel", "move", "mark", "announce", "expire_holds", "add_customer", "change_customer",
            "begin_mails", "release_mail", "keep_letters", "report_mail", "settle_mail", "resend_mail",
            "queue_reminders",
        ]
        #expect(Set(callable) == Set(intents + ["fold", "unaccent"]))
    }

    @Test(arguments: [
        "select expire(1)", "select record_change(1, null, '', '', 'hold', 'confirmed')",
        "select queue_mail(1, 'confirmation')", "create table touchbase.mine (n integer)",
        "create function touchbase.lower(text) returns text language sql return $1", "set role touchbase",
        "select setval('booking_id_seq', 1)",
    ])
    func `a desk gets round the intents by no other way`(command: String) throws {
        // The role is given as at login, so that it cannot be shed.
        var session = try practice.database.connect()
        try session.run(
            script: "set session authorization touchbase_desk; set search_path = touchbase, public",
            named: "become a desk")
        let error = #expect(throws: PostgresError.self) { try session.run(script: command, named: "a test's attempt") }
        #expect(error?.serverError?.sqlState == .insufficientPrivilege)
    }

    @Test func `a desk's own objects do not get into the intents' way`() throws {
        var session = try practice.database.connect()
        try session.run(
            script: """
                set role touchbase_desk;
                create temporary table booking (id bigint);
                create temporary table service (id integer);
                set search_path = pg_temp, touchbase;
                """, named: "hide the tables")
        let held: String = try session.run(
            Statement.value(
                """
                select (touchbase.hold(gen_random_uuid(), 1, 1, 1, now() + interval '1 day' - interval '1 microsecond'
                    * extract(microseconds from now()), null, 'Eve', 'desk-9')).outcome as value
                """))
        #expect(held == "done")
    }

    private func sqlState(of command: String) throws -> SQLState? {
        var desk = try practice.desk()
        do {
            _ = try desk.ask(Statement("a test's attempt", command))
            return nil
        } catch StoreError.database(let error) {
            return error.serverError?.sqlState
        }
    }

    private func plainColumn(of table: String) throws -> String {
        try practice.value(
            """
            select attname::text as value from pg_attribute
            where attrelid = $1::regclass and attnum > 0 and attidentity = '' and attgenerated = '' limit 1
            """, ["touchbase.\(table)"])
    }
}
