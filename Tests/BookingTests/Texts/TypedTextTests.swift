import Booking
import Testing

struct TypedTextTests {
    @Test(arguments: [
        "", "   ", "\u{200B}\u{2060}", "\u{202E}\u{202C}", "\u{3164}", "\u{2800}", "\u{301}",
    ])
    func `a name without anything visible is refused`(text: String) {
        #expect(throws: TypedTextError.name) { try TypedText.name(text) }
    }

    @Test(arguments: ["a\nb", "a\u{1B}[31m", "a\tb", "a\u{2028}b", "1\u{7}"])
    func `a control character is called one, and neither a length nor a line`(text: String) {
        #expect(throws: TypedTextError.control(.name)) { try TypedText.name(text) }
        #expect(throws: TypedTextError.control(.phone)) { try TypedText.phone(text) }
        #expect(throws: TypedTextError.control(.reason)) { try TypedText.reason(text) }
        #expect(TypedTextError.control(.reason).description.contains("control characters"))
    }

    @Test func `what hides or turns text is not stored`() throws {
        #expect(try TypedText.name(" Eve\u{202E}gnp\u{200B}\u{FEFF} ") == "Evegnp")
        #expect(try TypedText.phone("\u{202A}+1 313 555 0100\u{202C}") == "+1 313 555 0100")
        #expect(try TypedText.reason("ill\u{2066}").unicodeScalars.count == 3)
    }

    @Test func `a letter's variation stays with it`() throws {
        let name = "\u{845B}\u{E0100}城"
        #expect(try TypedText.name(name).unicodeScalars.elementsEqual(name.unicodeScalars))
    }

    @Test func `the limits are what the sentences say`() throws {
        #expect(try TypedText.name(String(repeating: "é", count: 200)).count == 200)
        #expect(throws: TypedTextError.name) { try TypedText.name(String(repeating: "é", count: 201)) }
        #expect(throws: TypedTextError.phone) { try TypedText.phone("none") }
        #expect(throws: TypedTextError.phone) { try TypedText.phone(String(repeating: "1", count: 41)) }
        #expect(try TypedText.reason("") == "")
        #expect(throws: TypedTextError.reason) { try TypedText.reason(String(repeating: "x", count: 1001)) }
        #expect(try TypedText.notes("one\ntwo") == "one\ntwo")
        #expect(throws: TypedTextError.control(.notes)) { try TypedText.notes("bell\u{7}") }
        #expect(throws: TypedTextError.notes) { try TypedText.notes(String(repeating: "x", count: 4001)) }
    }
}
