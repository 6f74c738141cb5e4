import Testing

@testable import touchbase

struct SourceLinesTests {
    private let lines = SourceLines(
        of: """
            # a comment with [brackets] and "quotes"
            title = "x # no comment"

            [[room]]
            name = "Room 1"
            services = [
                "one", # first
                "two",
            ]

            [[room]]
            name = '''
            two
            lines'''
            "quoted key" = 1
            [room.sub]
            deep.key = { a = 1, b = [1, 2] }
            [[room.closure]]
            from = 2026-05-05
            """)

    @Test(arguments: [
        ([SourceLines.Step.key("title")], 2),
        ([.key("room"), .index(0)], 4),
        ([.key("room"), .index(0), .key("services")], 6),
        ([.key("room"), .index(0), .key("services"), .index(1)], 8),
        ([.key("room"), .index(1)], 11),
        ([.key("room"), .index(1), .key("quoted key")], 15),
        ([.key("room"), .index(1), .key("sub"), .key("deep"), .key("key"), .key("b"), .index(1)], 17),
        ([.key("room"), .index(1), .key("closure"), .index(0), .key("from")], 19),
    ])
    func `headers, keys and elements are found on their lines`(path: [SourceLines.Step], line: Int) {
        #expect(lines.line(of: path) == line)
    }

    @Test func `what has no line of its own has that of what it is part of`() {
        #expect(lines.line(of: [.key("room"), .index(0), .key("missing")]) == 4)
        #expect(lines.line(of: [.key("nothing")]) == 1)
    }

    @Test(arguments: ["", "a =", "[", "[[", "a = [1, {", "\"", "a = '''", "a = \"\\", "]]\n}{,"])
    func `a text that is no TOML ends the walk, too`(text: String) {
        #expect(SourceLines(of: text).line(of: [.key("z")]) == 1)
    }
}
