import Foundation
import Screen
import Terminal
import TestSupport
import Testing

@Suite final class `A theme` {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func library(_ files: [String: String]) throws -> ThemeLibrary {
        for (name, text) in files {
            try Data(text.utf8).write(to: URL(filePath: folder.path).appending(path: name))
        }
        return ThemeLibrary(folder: folder.path)
    }

    private func error(in text: String) throws -> ThemeError? {
        let library = try library(["mine.toml": text])
        return #expect(throws: ThemeError.self) { try library.theme(named: "mine") }
    }

    @Test(arguments: ThemeLibrary.builtInNames)
    func `that comes with the program is whole`(name: String) throws {
        let theme = try ThemeLibrary(folder: nil).theme(named: name)
        #expect(theme.name == name)
        if name != "monochrome" {
            for role in Role.allCases { #expect(theme.style(for: role).foreground.rgb != nil, "\(role)") }
        }
    }

    /// Relative luminance and contrast as in the Web Content Accessibility Guidelines 2.1, section 1.4.3.
    @Test(arguments: ThemeLibrary.builtInNames.filter { $0 != "monochrome" })
    func `can be read on each of its grounds`(name: String) throws {
        let theme = try ThemeLibrary(folder: nil).theme(named: name)
        let wanted = name == "high-contrast" ? 7.0 : 4.5
        let states: [Role] = [.hold, .ownHold, .confirmed, .checkedIn, .noShow, .bookable, .gap, .conflict]
        let grounds: [Role] = [.text, .bar, .header, .pane, .popup, .current, .selected, .completed] + states
        for ground in grounds {
            for ink in [Role.text, .title] {
                let found = contrast(theme, ink, ground)
                #expect(found >= wanted, "\(ink) on \(ground): \(found)")
            }
        }
        for state in states + [.live, .failed, .key, .dim] {
            for ground in [Role.text, .pane, .bar] {
                let found = contrast(theme, state, ground)
                #expect(found >= wanted, "\(state) on \(ground): \(found)")
            }
        }
    }

    /// Each ink on each ground that the pictures of the desk's screens have it on, with the theme's own colours and with
    /// those of a terminal that has 256. Text as for WCAG 2.1, 1.4.3; lines and shading, which are no text and are meant to
    /// be faint, as for 1.4.11.
    @Test(arguments: ThemeLibrary.builtInNames.filter { $0 != "monochrome" }, [true, false])
    func `can be read wherever the desk writes`(name: String, hasAllColors: Bool) throws {
        let theme = try ThemeLibrary(folder: nil).theme(named: name)
        let pairs = try Self.pairsOnScreens()
        #expect(pairs.count > 40)
        for pair in pairs {
            let isFurniture = [Role.rule, .frame, .off, .buffer, .turnover].contains(pair.ink)
            let wanted = isFurniture ? 3.0 : name == "high-contrast" ? 7.0 : 4.5
            let found = contrast(theme, pair.ink, pair.ground, hasAllColors: hasAllColors)
            #expect(found >= wanted, "\(pair.ink) on \(pair.ground): \(found)")
        }
    }

    /// Who sees no red or no green has lightness, and yellow against blue. With these alone, too, a hold of this desk is
    /// another thing than one of another.
    @Test(arguments: ThemeLibrary.builtInNames.filter { $0 != "monochrome" }, [true, false])
    func `tells own holds from others' by colours that everybody can tell apart`(
        name: String, hasAllColors: Bool
    ) throws {
        let theme = try ThemeLibrary(folder: nil).theme(named: name)
        for sight in ColorSight.allCases {
            let found = difference(theme, .ownHold, .hold, sight, hasAllColors: hasAllColors)
            #expect(found.ink >= 20, "\(sight): \(found.ink)")
            #expect(found.ground >= 10, "\(sight): \(found.ground)")
        }
    }

    @Test(arguments: ColorSight.allCases, [true, false])
    func `for the colour-blind tells holds from all else`(sight: ColorSight, hasAllColors: Bool) throws {
        let theme = try ThemeLibrary(folder: nil).theme(named: "colour-blind")
        for hold in [Role.hold, .ownHold] {
            for state in [Role.confirmed, .checkedIn, .completed, .noShow, .bookable, .urgent] {
                let found = difference(theme, hold, state, sight, hasAllColors: hasAllColors)
                #expect(found.ink >= 20, "\(hold) and \(state): \(found.ink)")
            }
        }
    }

    private func difference(
        _ theme: Theme, _ one: Role, _ other: Role, _ sight: ColorSight, hasAllColors: Bool
    ) -> (ink: Double, ground: Double) {
        let styles = [one, other].map(theme.style(for:))
        let shown = { (color: Color) in
            (hasAllColors ? color.rgb : color.index.flatMap(Self.xterm)) ?? RGB(red: 0, green: 0, blue: 0)
        }
        let (inks, grounds) = (styles.map { shown($0.foreground) }, styles.map { shown($0.background) })
        return (sight.difference(inks[0], inks[1]), sight.difference(grounds[0], grounds[1]))
    }

    private struct Pair: Hashable {
        var ink: Role
        var ground: Role
    }

    private static func pairsOnScreens() throws -> Set<Pair> {
        let roles = Dictionary(uniqueKeysWithValues: Role.allCases.map { ($0.letter, $0) })
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let folder = tests.appending(path: "FrontDeskTests/Goldens")
        var pairs: Set<Pair> = []
        for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
            let layers = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n--------\n")
            let (inks, grounds) = (layers[1].components(separatedBy: "\n"), layers[2].components(separatedBy: "\n"))
            for (inks, grounds) in zip(inks, grounds) {
                let grounds = Array(grounds)
                for (column, letter) in inks.enumerated() {
                    guard let ink = roles[letter] else { continue }
                    let ground = column < grounds.count ? roles[grounds[column]] : nil
                    pairs.insert(Pair(ink: ink, ground: ground ?? .text))
                }
            }
        }
        return pairs
    }

    private func contrast(_ theme: Theme, _ ink: Role, _ ground: Role, hasAllColors: Bool = true) -> Double {
        let (ink, ground) = (theme.style(for: ink).foreground, theme.style(for: ground).background)
        let colors = hasAllColors ? [ink.rgb, ground.rgb] : [ink, ground].map { $0.index.flatMap(Self.xterm) }
        guard let front = colors[0], let back = colors[1] else { return 0 }
        let lights = [luminance(front), luminance(back)].sorted()
        return (lights[1] + 0.05) / (lights[0] + 0.05)
    }

    /// What xterm shows under one of its numbers from 16 on: a cube of 6 by 6 by 6 colours, and 24 greys.
    private static func xterm(_ number: UInt8) -> RGB? {
        guard number >= 16 else { return nil }
        if number >= 232 {
            let grey = 8 + 10 * (number - 232)
            return RGB(red: grey, green: grey, blue: grey)
        }
        let levels: [UInt8] = [0, 95, 135, 175, 215, 255]
        let place = Int(number) - 16
        return RGB(red: levels[place / 36], green: levels[place / 6 % 6], blue: levels[place % 6])
    }

    private func luminance(_ color: RGB) -> Double {
        let linear = { (part: UInt8) -> Double in
            let share = Double(part) / 255
            return share <= 0.03928 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue)
    }

    @Test func `fills what it leaves out from the role above`() throws {
        let library = try library([
            "mine.toml":
                "[roles]\ntext = { fg = \"#010203\", bg = \"#0a0b0c\" }\nconfirmed = { fg = \"#112233\", bold = true }"
        ])
        let theme = try library.theme(named: "mine")
        #expect(theme.name == "mine")
        #expect(theme.style(for: .checkedIn).foreground.rgb == RGB(red: 0x11, green: 0x22, blue: 0x33))
        #expect(theme.style(for: .checkedIn).background.rgb == RGB(red: 0x0A, green: 0x0B, blue: 0x0C))
        #expect(theme.style(for: .confirmed).isBold && !theme.style(for: .checkedIn).isBold)
    }

    @Test func `may be another's palette alone`() throws {
        let library = try library(["mine.toml": "inherits = \"dark\"\n[palette]\namber = [\"#0000ff\", 21, \"blue\"]"])
        let mine = try library.theme(named: "mine")
        let dark = try library.theme(named: "dark")
        #expect(
            mine.style(for: .hold).foreground == Color(rgb: RGB(red: 0, green: 0, blue: 255), index: 21, basic: .blue))
        #expect(mine.style(for: .confirmed) == dark.style(for: .confirmed))
    }

    @Test func `of the user wins over the one of the same name`() throws {
        let library = try library([
            "dark.toml": "inherits = \"light\"", "zebra.toml": "", "notes.txt": "", ".x.toml": "",
        ])
        let light = try library.theme(named: "light").style(for: .text)
        #expect(try library.theme(named: "dark").style(for: .text) == light)
        #expect(library.names == ThemeLibrary.builtInNames + ["zebra"])
    }

    @Test(arguments: [
        ("[roles]\n\nholdd = { fg = \"red\" }", 3, "Did you mean “hold”?"),
        ("[roles]\nsomething = { fg = \"red\" }", 2, "Roles: text, dim"),
        ("[roles]\nhold = { fg = \"reddish\" }", 2, "“reddish” in “hold” is no colour"),
        ("[roles]\nhold = { fg = \"#12345\" }", 2, "#rrggbb"),
        ("[roles]\nhold = { fg = [\"#123456\", 256] }", 2, "no colour"),
        ("[roles]\nhold = { weight = true }", 2, "Allowed: bg, bold, dim, fg, reverse, underline"),
        ("[roles]\nhold = { bold = \"yes\" }", 2, "true or false"),
        ("[roles]\nhold = \"red\"", 2, "table"),
        ("[roles.hold]\nfg = 7", 1, "no colour"),
        ("[palette]\npink = \"pinkish\"", 2, "pinkish"),
        ("colors = 1", 1, "Allowed: name, inherits, palette, roles"),
        ("inherits = \"drak\"", 1, "dark, light"),
        ("roles = 4", 1, "a table"),
        ("name = \n", 1, "not TOML"),
    ])
    func `that is wrong names its file, line and cure`(text: String, line: Int, says: String) throws {
        let error = try #require(try error(in: text))
        #expect(error.file == "mine.toml" && error.line == line)
        #expect(error.description.hasPrefix("mine.toml:\(line): ") && error.description.contains(says), "\(error)")
    }

    @Test func `that is not there is refused with those that are`() throws {
        let error = #expect(throws: ThemeError.self) { try ThemeLibrary(folder: nil).theme(named: "nope") }
        #expect(error?.description.contains("dark, light") == true)
        #expect(throws: ThemeError.self) { try ThemeLibrary(folder: "/tmp").theme(named: "../etc/passwd") }
    }
}
