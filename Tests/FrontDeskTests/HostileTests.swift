import Availability
import FrontDesk
import Screen
import Testing

@Suite struct `Whatever happens` {
    private static let keys: [Key] =
        [.enter, .tab, .backTab, .escape, .backspace, .up, .down, .left, .right, .home, .end, .pageUp, .pageDown]
        + "nxmu/[]{}gwtHhM?T+-1239@ aéz".map { .character($0) } + [
            .control("n"), .control("r"), .control("s"), .function(1),
        ]
    private static let sizes = [
        Size(columns: 0, rows: 0), Size(columns: 1, rows: 1), Size(columns: 40, rows: 10), Size(columns: 60, rows: 15),
        Size(columns: 80, rows: 24), Size(columns: 120, rows: 36), Size(columns: 200, rows: 60),
    ]

    @Test(arguments: 0..<12)
    func `no sequence of keys, sizes and news stops the desk`(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let desk = DeskDriver()
        for _ in 0..<150 {
            switch Int.random(in: 0..<20, using: &generator) {
            case 0:
                let size = Self.sizes.randomElement(using: &generator)!
                desk.resize(size.columns, size.rows)
            case 1: desk.wait(seconds: Int64.random(in: 0...400, using: &generator))
            case 2: desk.send(.changed)
            case 3: desk.click(Int.random(in: 0..<130, using: &generator), Int.random(in: 0..<40, using: &generator))
            case 4: desk.isSlow.toggle()
            case 5: desk.answer()
            case 6: desk.paste("0142 \u{1B}[2J")
            default: desk.press(Self.keys.randomElement(using: &generator)!)
            }
            #expect(desk.screen.size == desk.model.size)
        }
    }

    @Test func `hostile names are shown as text and stay in their columns`() {
        var practice = SamplePractice()
        practice.therapists = [
            "李小龍 Bruce Lee", "\u{202E}gnorw\u{1B}[31m", "é\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}", "", "👩‍👩‍👧 Fam",
        ]
        practice.book("Swedish 60", 0, room: 1, at: 600, "\u{9B}2Jعمر\u{200F}\nخالد")
        let desk = DeskDriver(practice)
        for row in 0..<36 {
            let line = desk.screen.line(row)
            #expect(textWidth(line) <= 120)
            #expect(!line.unicodeScalars.contains { $0.properties.generalCategory == .control })
            #expect(!line.contains("\u{202E}"))
        }
    }

    @Test(arguments: [Size(columns: 59, rows: 40), Size(columns: 40, rows: 10), Size(columns: 120, rows: 14)])
    func `a terminal that is too small gets one clear line`(size: Size) {
        let desk = DeskDriver(size: size)
        #expect(desk.text.split(separator: "\n", omittingEmptySubsequences: true).count == 1)
        #expect(desk.shows("60×15"))
    }
}

/// SplitMix64 (Steele, Lea, Flood, 2014).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

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
}
