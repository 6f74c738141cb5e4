import Testing

@testable import touchbase

struct NameTests {
    private let names = ["60-minute Swedish", "90-minute Swedish", "Hot Stone", "Swedish"]

    private func find(_ typed: String) throws(Failure) -> String {
        try NameMatch.find(typed, among: names, by: { $0 }, kind: "service")
    }

    @Test(arguments: [("hot", "Hot Stone"), ("SWEDISH", "Swedish"), ("60-", "60-minute Swedish")])
    func `a whole name, or a part that only one has, is enough`(typed: String, found: String) throws {
        #expect(try find(typed) == found)
    }

    @Test func `a part that several have is told with all of them`() {
        let failure = #expect(throws: Failure.self) { try find("minute") }
        #expect(failure?.code == .invalid)
        #expect(failure?.message.contains("60-minute Swedish, 90-minute Swedish") == true)
    }

    @Test func `nothing is not everything`() {
        #expect(throws: Failure.self) { try NameMatch.find("", among: ["Only"], by: { $0 }, kind: "room") }
    }

    @Test(arguments: [("Hot Ston", "Hot Stone"), ("Swedihs", "Swedish"), ("60 minute swedish", "60-minute Swedish")])
    func `a slip of the fingers is understood`(typed: String, meant: String) {
        #expect(nearestName(to: typed, among: names) == meant)
    }

    @Test func `what is too far away is not guessed`() {
        #expect(nearestName(to: "Acupuncture", among: names) == nil)
    }

    @Test(arguments: [("plain", "plain"), ("a b", "\"a b\""), ("$x\"", "\"\\$x\\\"\""), ("", "\"\"")])
    func `a shell reads a quoted word as it was`(text: String, quoted: String) {
        #expect(ShellWord.quoted(text) == quoted)
    }

    @Test func `mail is tried again later and later, but never later than an hour`() {
        var generator = SeededGenerator(seed: 1)
        for attempt in 1...20 {
            let full = min(3600, 30 << min(attempt - 1, 7))
            let seconds = Backoff.seconds(afterAttempt: attempt, using: &generator)
            #expect((full * 3 / 4...full).contains(seconds))
        }
    }
}
