import Mail
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
        #expect(try EmailAddress("zoë@example.com").needsSMTPUTF8)
    }

    @Test func `lengths are those of SMTP, in bytes`() {
        let local = String(repeating: "é", count: 33)
        #expect(throws: EmailAddressError.localTooLong) { try EmailAddress("\(local)@example.com") }
        let domain = Array(repeating: String(repeating: "a", count: 60), count: 4).joined(separator: ".")
        #expect(throws: EmailAddressError.tooLong) { try EmailAddress("alexander@\(domain).com") }
    }

    @Test func `no random text becomes an address that breaks a command or a header`() {
        let alphabet = Array(
            "ab1.@-_+ \r\n\t\u{0}\u{7F}\u{85}\u{A0}\u{200B}\u{202E}\u{2028}é漢<>\",;:()[]\\".unicodeScalars)
        var random = SeededRandom(seed: 5321)
        var accepted = 0
        for _ in 0..<200_000 {
            let scalars = (0..<Int.random(in: 3...12, using: &random)).map { _ in
                alphabet.randomElement(using: &random)!
            }
            guard let address = try? EmailAddress(String(String.UnicodeScalarView(scalars))) else { continue }
            accepted += 1
            let text = address.description
            #expect(text.unicodeScalars.filter { $0 == "@" }.count == 1, "\(scalars)")
            #expect(
                !text.unicodeScalars.contains { $0.value <= 0x20 || "<>\",;:()[]\\".unicodeScalars.contains($0) },
                "\(scalars)")
            #expect(
                !text.unicodeScalars.contains {
                    (0x7F...0xA0).contains($0.value) || $0.value >= 0x2000 && $0.value < 0x2070
                })
        }
        #expect(accepted > 0)
    }
}
