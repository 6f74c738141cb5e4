import Testing

@testable import Postgres

@Suite struct ArrayTextTests {
    @Test(
        arguments: [
            [], [nil], ["NULL"], [""], ["a,b", "{}", "\"", "\\", " x ", nil, "é\u{301}", "a\nb"],
        ] as [[String?]])
    func `what is encoded decodes to itself`(elements: [String?]) {
        #expect(ArrayText.decode(ArrayText.encode(elements)) == elements)
    }

    @Test(arguments: ["", "{", "}", "{a", "{a}b", "{,}", "{a,}", "{{a}}", "[0:1]={a,b}", "{\"a}", "{\"a\\"])
    func `what is no one-dimensional array is refused`(text: String) {
        #expect(ArrayText.decode(text) == nil)
    }
}
