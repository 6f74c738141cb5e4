import TestSupport
import Testing

@testable import Mail

/// Whatever bytes a server answers with, what is kept of them is one line of text.
struct HostileReplyTests {
    private static let pieces: [[UInt8]] =
        [
            "\u{1B}]0;PWNED\u{7}", "\u{1B}[2J", "\u{9B}7777n", "\u{90}q\u{9C}", "\u{202E}txet", "\u{2066}",
            "a\u{200D}\u{200B}\u{FEFF}", "e" + String(repeating: "\u{301}", count: 60), "\r", "\n", "\u{0}",
            "\u{7F}\u{8}",
            "550 ", "250-", "queued as ", "id=", "=?utf-8?q?x?=", "李小龍👩‍👩‍👧", "\u{E0041}", "\u{FFFE}", "\t", " ", "plain",
            String(repeating: "W", count: 700),
        ].map { Array($0.utf8) } + [[0xFF, 0xFE], [0xC3], [0x9B, 0x33], [0xED, 0xA0, 0x80], [0xF0, 0x9F]]

    private static let commands = [
        "", "EHLO desk\r\n", "MAIL FROM:<a@b.example>\r\n", "RCPT TO:<c@d.example>\r\n", "DATA\r\n",
    ]

    /// A reply of a few lines, most of it hostile.
    private static func reply(_ dice: inout Dice) -> [[UInt8]] {
        let code = dice.pick(["220", "250", "354", "421", "450", "530", "550", "554", "999", "2", ""])
        return (0..<dice.int(1...4)).map { line in
            let text = (0..<dice.int(0...6)).flatMap { _ in
                dice.once(in: 4) ? (0..<6).map { _ in UInt8(dice.int(0...255)) } : dice.pick(pieces)
            }
            return Array("\(code)\(line == 3 || dice.once(in: 2) ? " " : "-")".utf8) + text + Array("\r\n".utf8)
        }
    }

    private static func texts(of delivery: Delivery) -> String {
        switch delivery {
        case .sent(let text), .failed(_, let text), .retry(_, let text), .uncertain(let text): text
        }
    }

    @Test func `whatever a server answers, one line of text is kept`() {
        for seed in 0..<3000 { expectLine(seed) }
    }

    private func expectLine(_ seed: Int) {
        var dice = Dice(seed: UInt64(seed))
        var dialogue = SMTPDialogue(needsSMTPUTF8: dice.once(in: 2), security: dice.once(in: 2) ? .startTLS : .none)
        for command in Self.commands.prefix(dice.int(1...Self.commands.count)) {
            dialogue.sent(Array(command.utf8))
            for line in Self.reply(&dice) { _ = dialogue.received(line) }
        }
        if dice.once(in: 2) {
            dialogue.bodyBegan()
            dialogue.bodyEnded()
            for line in Self.reply(&dice) { _ = dialogue.received(line) }
        }
        for text in [Self.texts(of: dialogue.delivery("lost")), dialogue.obstacle("lost") ?? ""] {
            #expect(text.unicodeScalars.count <= 320)
            let offences = text.unicodeScalars.filter { scalar in
                switch scalar.properties.generalCategory {
                case .control, .lineSeparator, .paragraphSeparator, .surrogate: true
                case .format: scalar != "\u{200C}" && scalar != "\u{200D}"
                default: false
                }
            }
            #expect(offences.isEmpty, "seed \(seed): \(text.debugDescription)")
        }
    }
}
