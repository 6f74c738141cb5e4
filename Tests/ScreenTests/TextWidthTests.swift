import Screen
import Testing

@Suite struct `Text widths` {
    @Test(arguments: [
        ("", 0), ("Jo", 2), ("é", 1), ("e\u{301}", 1), ("李", 2), ("ｱ", 1), ("Ａ", 2), ("한", 2), ("ᄒ\u{1161}\u{11AB}", 2),
        ("💆", 2), ("●", 1), ("का", 2), ("…", 1),
    ])
    func `are those of a terminal`(text: String, columns: Int) {
        #expect(textWidth(text) == columns)
    }

    @Test(arguments: [
        ("Swedish 60", 10, "Swedish 60"), ("Swedish 60", 9, "Swedish…"), ("Swedish 60", 8, "Swedish…"),
        ("Swedish 60", 1, "…"), ("Swedish 60", 0, ""), ("李小龍", 5, "李小…"), ("李小龍", 4, "李…"), ("李小龍", 2, "…"),
        ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"), ("🇺🇸🇨🇦", 3, "🇺🇸…"), ("🇺🇸🇨🇦", 2, "…"),
    ])
    func `too long is cut at a character and says so`(text: String, columns: Int, shown: String) {
        #expect(text.truncated(toColumns: columns) == shown)
    }

    @Test func `a cut text never takes more than it may`() {
        var generator = SplitMix(seed: 11)
        for _ in 0..<2000 {
            let text = generator.hostileText()
            let columns = Int.random(in: 0...20, using: &generator)
            #expect(textWidth(text.truncated(toColumns: columns)) <= columns)
        }
    }

    @Test func `every glyph and its twin take one column`() {
        for glyph in Glyph.allCases {
            #expect(textWidth(glyph.character) == 1 && glyph.ascii.isASCII, "\(glyph)")
        }
    }

    @Test func `a level runs from the lowest block to the full one`() {
        #expect(Glyph.level(-1) == "▁" && Glyph.level(0) == "▁" && Glyph.level(0.5) == "▅" && Glyph.level(7) == "█")
    }
}
