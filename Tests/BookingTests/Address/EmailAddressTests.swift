import Booking
import Testing

struct EmailAddressTests {
    @Test(arguments: [
        "alex@example.com", "a@b.co", "first.last+tag@sub.example-one.org", "o'brien@example.ie", "x_y=z@example.com",
        "user@xn--bcher-kva.example", "\(String(repeating: "a", count: 64))@example.com",
    ])
    func `what SMTP can carry is an address, kept as it was typed`(text: String) throws {
        let address = try EmailAddress(text)
        #expect(address.description == text)
        #expect(!address.needsSMTPUTF8)
    }

    @Test(arguments: [
        ("", EmailAddressError.empty),
        ("alex", .atSign),
        ("a@b@example.com", .atSign),
        ("@example.com", .localDots),
        (".alex@example.com", .localDots),
        ("al..ex@example.com", .localDots),
        ("alex.@example.com", .localDots),
        ("al ex@example.com", .localCharacter),
        (" alex@example.com", .localCharacter),
        ("<alex@example.com", .localCharacter),
        ("\"alex\"@example.com", .localCharacter),
        ("alex,jo@example.com", .localCharacter),
        ("al\u{0}ex@example.com", .localCharacter),
        ("al\u{202E}ex@example.com", .localCharacter),
        ("alex\r\nRCPT TO:<eve@example.com", .localCharacter),
        ("alex@example", .domain),
        ("alex@example..com", .domain),
        ("alex@-example.com", .domain),
        ("alex@exa mple.com", .domain),
        ("alex@example.com>", .domain),
        ("alex@example.com\r\nDATA", .domain),
        ("alex@10.0.0.1", .domain),
        ("alex@[10.0.0.1]", .domain),
        ("alex@example.com.", .domain),
        ("alex@bücher.example", .domainNotASCII),
    ])
    func `what could be taken for something else is refused, with the reason`(text: String, reason: EmailAddressError) {
        #expect(throws: reason) { try EmailAddress(text) }
    }

    @Test func `a local part beyond ASCII is flagged, for not every server takes it`() throws {
        let address = try EmailAddress("zoë@example.com")
        #expect(address.needsSMTPUTF8)
    }

    @Test func `lengths are those of SMTP, in bytes`() {
        let local = String(repeating: "é", count: 33)
        #expect(throws: EmailAddressError.localTooLong) { try EmailAddress("\(local)@example.com") }
        let domain = Array(repeating: String(repeating: "a", count: 60), count: 4).joined(separator: ".")
        #expect(throws: EmailAddressError.tooLong) { try EmailAddress("alexander@\(domain).com") }
    }

    @Test func `no damaged address gets through with what could break a command or a header`() {
        let spoilers = Array(
            "a1.@-_+ \r\n\t\u{0}\u{7F}\u{85}\u{A0}\u{200B}\u{202E}\u{2028}é漢<>\",;:()[]\\".unicodeScalars)
        var random = SeededRandom(seed: 5321)
        var accepted = 0
        for _ in 0..<100_000 {
            var scalars = Array("al.ex@example.com".unicodeScalars)
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = Int.random(in: 0..<scalars.count, using: &random)
                scalars[place] = spoilers.randomElement(using: &random)!
            }
            guard let address = try? EmailAddress(String(String.UnicodeScalarView(scalars))) else { continue }
            accepted += 1
            #expect(address.description.unicodeScalars.filter { $0 == "@" }.count == 1, "\(scalars)")
            #expect(address.description.unicodeScalars.first { $0.breaksMail } == nil, "\(scalars)")
        }
        #expect((1000..<90_000).contains(accepted), "the damage must neither spare nor spoil all of them")
    }
}

extension Unicode.Scalar {
    fileprivate var breaksMail: Bool {
        value <= 0x20 || (0x7F...0xA0).contains(value) || (0x2000..<0x2070).contains(value)
            || "<>\",;:()[]\\".unicodeScalars.contains(self)
    }
}
