import Postgres
import TestSupport
import Testing

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
}
