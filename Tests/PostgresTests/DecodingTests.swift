import Postgres
import TestSupport
import Testing

@Suite struct DecodingTests {
    @Test(arguments: [
        ("select 1 as other", "there is no such column"),
        ("select null::text as value", "NULL where Int is expected"),
        ("select 'x' as value", "not a Int"),
        ("select 9223372036854775808 as value", "not a Int"),
        ("select 1.5 as value", "not a Int"),
        ("select array[1] as value", "not a Int"),
    ])
    func `a cell that is not what was promised names its statement and column`(sql: String, problem: String) throws {
        var connection = try TestCluster.shared().database().connect()
        let read = Statement.one("read it", sql) { row throws(PostgresError) in try row["value", as: Int.self] }
        let failure = DecodingFailure(statement: "read it", column: "value", problem: problem)
        #expect(throws: PostgresError.decoding(failure)) { try connection.run(read) }
        #expect(connection.isIdle == true, "a decoding error leaves the session usable")
    }

    @Test func `an array of several dimensions is refused`() throws {
        var connection = try TestCluster.shared().database().connect()
        let read = Statement.one("read", "select array[[1],[2]] as value") {
            row throws(PostgresError) in try row["value", as: [Int].self]
        }
        #expect(throws: PostgresError.self) { try connection.run(read) }
    }

    @Test(arguments: [0, 1, 2])
    func `the number of rows is held to what the statement says`(count: Int) throws {
        var connection = try TestCluster.shared().database().connect()
        let sql = "select n from generate_series(1, $1::int) n"
        let one = Statement.one("one", sql, [count]) { row throws(PostgresError) in try row["n", as: Int.self] }
        let first = Statement.first("first", sql, [count]) { row throws(PostgresError) in try row["n", as: Int.self] }
        let all = Statement.all("all", sql, [count]) { row throws(PostgresError) in try row["n", as: Int.self] }
        #expect(try connection.run(all) == Array([1, 2].prefix(count)))
        if count == 1 { #expect(try connection.run(one) == 1) }
        if count != 1 { #expect(throws: PostgresError.self) { try connection.run(one) } }
        if count < 2 { #expect(try connection.run(first) == (count == 0 ? nil : 1)) }
        if count == 2 { #expect(throws: PostgresError.self) { try connection.run(first) } }
    }

    @Test func `a value that the program has no word for is a decoding error`() throws {
        var connection = try TestCluster.shared().database().connect()
        let read = Statement.one("read", "select 7 as n") {
            row throws(PostgresError) in try row.value("n", as: Int.self) { $0 > 10 ? $0 : nil }
        }
        #expect(throws: PostgresError.self) { try connection.run(read) }
    }
}
