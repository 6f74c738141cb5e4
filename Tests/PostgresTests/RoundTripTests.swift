import Postgres
import TestSupport
import Testing

/// Every type goes to a real server and back.
@Suite struct RoundTripTests {
    @Test(arguments: [
        "", " ", "'; drop table x; --", "\\", "\"", "\u{1}\u{1B}[31m\u{7F}", "e\u{301}\u{202E}\u{200B}", "👩‍👩‍👧‍👦",
        "line\nbreak\ttab\r", "NULL", "{}", String(repeating: "ä", count: 100_000),
    ])
    func `text comes back as it went, byte for byte`(text: String) throws {
        var connection = try TestCluster.shared().database().connect()
        let echo = Statement.one("echo", "select $1::text as t, array[$1::text, null, $1::text] as ts", [text]) {
            row throws(PostgresError) in (try row["t", as: String.self], try row["ts", as: [String?].self])
        }
        let (one, three) = try connection.run(echo)
        #expect(Array(one.utf8) == Array(text.utf8))
        #expect(three == [text, nil, text])
    }

    @Test func `numbers and truth values come back at their limits`() throws {
        var connection = try TestCluster.shared().database().connect()
        #expect(try connection.run(echo(Int64.min, "bigint")) == Int64.min)
        #expect(try connection.run(echo(Int.max, "bigint")) == Int.max)
        #expect(try connection.run(echo(Int32.min, "int")) == Int32.min)
        #expect(try connection.run(echo(0.1, "float8")) == 0.1)
        #expect(try connection.run(echo(-Double.infinity, "float8")) == -Double.infinity)
        #expect(try connection.run(echo(true, "bool")))
        #expect(try !connection.run(echo(false, "bool")))
        #expect(try connection.run(echo(nil as Int?, "bigint")) == nil)
        #expect(try connection.run(echo("x" as String?, "text")) == "x")
        #expect(try connection.run(echo([Int](), "bigint[]")) == [])
        #expect(try connection.run(echo([1, nil, -3], "bigint[]")) == [1, nil, -3])
        #expect(try connection.run(echo([true, false], "bool[]")) == [true, false])
    }

    @Test func `words of the program are bound and read by their raw value`() throws {
        var connection = try TestCluster.shared().database().connect()
        #expect(try connection.run(echo(Colour.red, "text")) == .red)
        #expect(throws: PostgresError.self) { try connection.run(echo("blue", "text", as: Colour.self)) }
    }

    @Test func `arrays insert many rows in one statement`() throws {
        var connection = try TestCluster.shared().database().connect()
        try connection.run(script: "create table t (n bigint, name text)", named: "make the table")
        let names = (0..<5_000).map { $0 % 3 == 0 ? nil : "name {\($0)}" as String? }
        let insert = Statement(
            "insert names", "insert into t select * from unnest($1::bigint[], $2::text[])", [Array(0..<5_000), names])
        #expect(try connection.run(insert) == 5_000)
        let read = Statement.all("read names", "select name from t order by n") {
            row throws(PostgresError) in try row["name", as: String?.self]
        }
        #expect(try connection.run(read) == names)
    }

    @Test func `a text with a NUL byte is refused before anything is sent`() throws {
        var connection = try TestCluster.shared().database().connect()
        let error = #expect(throws: PostgresError.self) { try connection.run(echo("secret\0", "text")) }
        #expect(error?.message.contains("parameter $1 contains a NUL byte") == true)
        #expect(error?.description.contains("secret") == false)
        #expect(throws: PostgresError.self) { try connection.run(echo(["a", "b\0"], "text[]")) }
        #expect(throws: PostgresError.self) { try connection.run(script: "select 1\0", named: "script") }
        #expect(try connection.run(echo(1, "bigint")) == 1)
    }

    private enum Colour: String, Bindable, ColumnDecodable {
        case red
    }

    private func echo<Value: Bindable & ColumnDecodable>(_ value: Value, _ type: String) -> Statement<Value> {
        echo(value, type, as: Value.self)
    }

    private func echo<Value: ColumnDecodable>(
        _ value: some Bindable, _ type: String, as _: Value.Type
    ) -> Statement<Value> {
        .one("echo", "select $1::\(type) as value", [value]) { row throws(PostgresError) in try row["value"] }
    }
}
