import Screen
import Testing

@Suite struct `The gate for stored text` {
    @Test func `plain text passes unchanged`() {
        #expect(displaySafe("Jo Smith, 60 min") == "Jo Smith, 60 min")
        #expect(displaySafe("Zoë Ångström 李小龍 💆") == "Zoë Ångström 李小龍 💆")
    }

    @Test(arguments: [
        ("\u{1B}[2Jgone", "\u{FFFD}[2Jgone"),
        ("bell\u{07}\u{07}\u{08}", "bell\u{FFFD}"),
        ("\u{9B}31mred", "\u{FFFD}31mred"),
        ("del\u{7F}", "del\u{FFFD}"),
        ("two\r\nlines\tand a tab", "two lines and a tab"),
        ("line\u{2028}separator", "line separator"),
        ("private \u{E000}", "private \u{FFFD}"),
        ("unassigned \u{50000}", "unassigned \u{FFFD}"),
    ])
    func `no control reaches the terminal`(stored: String, shown: String) {
        #expect(displaySafe(stored) == shown)
    }

    @Test(arguments: [
        "\u{202E}", "\u{2066}", "\u{200F}", "\u{200B}", "\u{200D}", "\u{FEFF}", "\u{AD}", "\u{FE0F}", "\u{E0041}",
    ])
    func `characters that turn or hide text are dropped`(hidden: String) {
        #expect(displaySafe("a\(hidden)b").unicodeScalars.elementsEqual("ab".unicodeScalars))
    }

    @Test func `a flood of combining marks is stopped after four`() {
        let flood = "z" + String(repeating: "\u{0335}", count: 500) + "o"
        #expect(displaySafe(flood).unicodeScalars.count == 6)
        #expect(displaySafe("\u{0301}\u{0301}a") == "a")
    }

    @Test func `emoji lose what terminals count differently`() {
        #expect(textWidth("👩🏽‍🦰") == 4)
        #expect(displaySafe("👋🏽") == "👋")
        #expect(textWidth("❤️") == 1)
        #expect(textWidth("🇺🇸") == 2)
    }

    @Test func `text beyond the limit ends in an ellipsis`() {
        #expect(displaySafe(String(repeating: "x", count: 50), limit: 10) == "xxxxxxxxxx…")
        #expect(displaySafe(String(repeating: "x", count: 10), limit: 10) == "xxxxxxxxxx")
    }

    @Test func `a second pass changes nothing, whatever the text`() {
        var generator = SplitMix(seed: 7)
        for _ in 0..<2000 {
            let text = generator.hostileText()
            let once = displaySafe(text, limit: 40)
            #expect(displaySafe(once, limit: 40) == once, "\(text.unicodeScalars.map(\.value))")
        }
    }
}

/// A small seeded generator (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Up to 60 scalars from those that do harm, those that are wide, and anything else.
    mutating func hostileText() -> String {
        let pools: [ClosedRange<UInt32>] = [
            0x00...0x1F, 0x20...0x7E, 0x7F...0x9F, 0x300...0x36F, 0x200B...0x206F, 0x1100...0x11FF, 0x4E00...0x4E20,
            0x1F3FB...0x1F3FF, 0x1F440...0x1F490, 0xFE00...0xFE0F, 0x1F1E6...0x1F1FF, 0x900...0x97F, 0xE000...0x10FFFF,
        ]
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...60, using: &self) {
            let pool = pools.randomElement(using: &self) ?? 0x20...0x7E
            if let scalar = Unicode.Scalar(UInt32.random(in: pool, using: &self)) { text.append(scalar) }
        }
        return String(text)
    }
}
