import Availability
import Foundation
import Mail
import TestSupport
import Testing

/// Messages read back by Python's email package, which shares no code with us.
struct MessageEncodingTests {
    private static let names = [
        "Date", "From", "To", "Message-ID", "Subject", "Auto-Submitted", "MIME-Version", "Content-Type",
        "Content-Transfer-Encoding",
    ]

    /// Texts that have broken mail programs, and what is left of them on one line.
    private static let hostile: [(text: String, line: String)] = [
        ("Alex Morgan", "Alex Morgan"),
        ("Zoë Müller", "Zoë Müller"),
        ("李小龍", "李小龍"),
        ("O'Brien, \"Jo\" <jo@evil.example>", "O'Brien, \"Jo\" <jo@evil.example>"),
        ("back\\slash (comment) [x]; a: b;", "back\\slash (comment) [x]; a: b;"),
        ("Alex\r\nBcc: eve@evil.example", "Alex Bcc: eve@evil.example"),
        ("Alex\n\nHello, I am the body", "Alex Hello, I am the body"),
        ("Alex\u{0}\u{1B}[2J\u{85}\u{2028}Morgan", "Alex [2J Morgan"),
        ("=?UTF-8?Q?eve=40evil.example?=", "=?UTF-8?Q?eve=40evil.example?="),
        ("\u{202E}nagroM xelA\u{202C}\u{200B}\u{FEFF}", "nagroM xelA"),
        ("👩‍👩‍👧 family", "👩‍👩‍👧 family"),
        ("  spaces \t everywhere  ", "spaces everywhere"),
        ("", ""),
        ("a" + String(repeating: "\u{301}", count: 500), "a" + String(repeating: "\u{301}", count: 6)),
        (String(repeating: "x", count: 99), String(repeating: "x", count: 99)),
        (
            String(repeating: "wörd ", count: 19),
            String(repeating: "wörd ", count: 19).trimmingCharacters(in: .whitespaces)
        ),
        (
            String(repeating: "plain ", count: 16),
            String(repeating: "plain ", count: 16).trimmingCharacters(in: .whitespaces)
        ),
    ]

    @Test func `no name or subject adds a header or a recipient, and each is read as it was meant`() throws {
        let messages = try Self.hostile.map {
            try Sample.message(from: $0.text, to: $0.text, subject: $0.text, text: "Hello,\n")
        }
        for (mail, (text, line)) in zip(try ParsedMail.parse(messages), Self.hostile) {
            #expect(mail.headers.map(\.[0]) == Self.names, "\(text)")
            #expect(mail.header("Subject") == [line])
            #expect(mail.from == [[line, "desk@practice.example"]])
            #expect(mail.to == [[line, "alex@example.com"]])
            #expect(mail.text == "Hello,\n")
            #expect(mail.defects == [], "\(text)")
        }
    }

    @Test func `nor does any mixture of what has broken mail programs`() throws {
        var dice = Dice(seed: 20_260_505)
        let pieces =
            Self.hostile.map(\.text) + ["\r\n", "\n.\n", ",", "@", ";", ">", "\u{2029}", "\u{9B}31m", "?=", "\t"]
        func mixture() -> String { (0..<dice.int(0...5)).map { _ in dice.pick(pieces) }.joined() }
        let messages = try (0..<200).map { _ in
            try Sample.message(from: mixture(), to: mixture(), subject: mixture(), text: "Hello,\n")
        }
        for (number, mail) in try ParsedMail.parse(messages).enumerated() {
            #expect(mail.headers.map(\.[0]) == Self.names, "\(number)")
            #expect(mail.from.map(\.[1]) == ["desk@practice.example"])
            #expect(mail.to.map(\.[1]) == ["alex@example.com"])
            #expect(mail.text == "Hello,\n")
            #expect(mail.defects == [], "\(number)")
        }
        for message in messages {
            let lines = message.encoded().split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            #expect(
                lines.allSatisfy { $0.count <= 999 && $0.allSatisfy { $0 == 13 || (32...126).contains($0) || $0 == 9 } }
            )
        }
    }

    @Test func `a text arrives as it was written`() throws {
        let texts = [
            "Hello,\n\nplain.\n", "Grüße\n", "line with = and =3D\n", "trailing space \nand tab\t\n",
            "From here\nFrom there é\n",
            ".\n..\n.a\n", "\n\n\n", "no end", String(repeating: "x", count: 5000) + "\n",
            String(repeating: "é漢👩‍👩‍👧 ", count: 400) + "\n",
            String(repeating: "a", count: 75) + " \n", String(repeating: "a", count: 76) + "\n",
            String(repeating: "a", count: 75) + "é\n", "tab\tinside\n",
        ]
        let messages = try texts.map { try Sample.message(from: "T", to: "A", subject: "S", text: $0) }
        for (mail, text) in zip(try ParsedMail.parse(messages), texts) {
            #expect(mail.text == (text.hasSuffix("\n") ? text : text + "\n"))
            #expect(mail.type == "text/plain")
            #expect(mail.defects == [])
        }
    }

    @Test func `controls and foreign line ends in a text do no harm`() throws {
        let message = try Sample.message(
            from: "T", to: "A", subject: "S", text: "a\r\nb\rc\u{0}\u{1B}[2Jd\u{85}e\n\r\n.\r\n")
        #expect(try ParsedMail.parse([message])[0].text == "a\nb\nc[2Jde\n\n.\n")
    }

    @Test func `lines end in CRLF alone and are short`() throws {
        let messages =
            try Self.hostile.map { try Sample.message(from: $0.text, to: $0.text, subject: $0.text, text: $0.text) }
            + [Sample.message()]
        for message in messages {
            let bytes = message.encoded()
            let lines = String(decoding: bytes, as: UTF8.self).unicodeScalars.split(
                separator: "\r\n".unicodeScalars.first!)
            #expect(lines.dropFirst().allSatisfy { $0.first == "\n" })
            #expect(bytes.filter { $0 == 10 }.count == bytes.filter { $0 == 13 }.count)
            #expect(lines.allSatisfy { $0.count <= 77 }, "76 characters and the line feed of the line before")
            #expect(bytes.allSatisfy { $0 < 0x80 })
            #expect(bytes.suffix(2) == [13, 10])
        }
    }

    @Test func `the same message gives the same bytes`() throws {
        #expect(try Sample.message().encoded() == Sample.message().encoded())
    }

    @Test func `the date is the moment of the row, on the practice's clock`() throws {
        let dates = [
            (Sample.queued, -14_400, "Mon, 04 May 2026 16:20:05 -0400"),
            (Sample.queued, 20_700, "Tue, 05 May 2026 02:05:05 +0545"),
            (Sample.queued, -19_981, "Mon, 04 May 2026 14:47:05 -0533"),
            (Instant(secondsSinceEpoch: -1), 0, "Wed, 31 Dec 1969 23:59:59 +0000"),
        ]
        let messages = try dates.map { moment, offset, _ in
            let sample = try Sample.message()
            let zone = ZoneRules(identifier: "Test", fixedOffset: offset, abbreviation: "")
            return Message(
                from: sample.from, to: sample.to, letter: sample.letter, date: WallTime(moment, in: zone),
                id: sample.id,
                reference: sample.reference)
        }
        for (mail, (moment, _, text)) in zip(try ParsedMail.parse(messages), dates) {
            #expect(mail.header("Date") == [text])
            #expect(mail.seconds == moment.secondsSinceEpoch)
        }
    }

    @Test func `it says who sent it, and that no person did`() throws {
        let mail = try ParsedMail.parse([Sample.message()])[0]
        #expect(mail.from == [["TouchBase", "desk@practice.example"]])
        #expect(mail.to == [["Alex Morgan", "alex@example.com"]])
        #expect(mail.header("Message-ID") == ["<1f3a@practice.example>"])
        #expect(mail.header("Auto-Submitted") == ["auto-generated"])
        #expect(mail.text == (try Sample.message().letter.text))
    }
}
