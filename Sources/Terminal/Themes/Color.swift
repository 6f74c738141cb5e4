/// One colour of a theme, for each kind of terminal.
public struct Color: Hashable, Sendable {
    /// The eight colours that every colour terminal has, in ANSI's order.
    public enum Basic: String, CaseIterable, Hashable, Sendable {
        case black, red, green, yellow, blue, magenta, cyan, white

        var number: Int32 { Int32(Self.allCases.firstIndex(of: self) ?? 0) }
    }

    /// Nil: the terminal's own foreground or background.
    public var rgb: RGB?
    /// Of xterm's 256; nil: the nearest of them.
    public var index: UInt8?
    /// Nil: the nearest of the eight.
    public var basic: Basic?

    public static let terminalDefault = Color(rgb: nil)

    public init(rgb: RGB?, index: UInt8? = nil, basic: Basic? = nil) {
        self.rgb = rgb
        self.index = index
        self.basic = basic
    }

    /// The number by which ncurses knows the colour at this depth; -1 is the terminal's own.
    func number(at depth: ColorDepth) -> Int32 {
        guard let rgb else { return -1 }
        switch depth {
        case .none: return -1
        // In a `-direct` terminal 0 ... 7 are the basic colours; a shade of blue that nobody sees avoids them.
        case .direct: return max(8, Int32(rgb.packed))
        case .indexed: return index.map(Int32.init) ?? rgb.nearestIndex
        case .basic: return (basic ?? rgb.nearestBasic).number
        }
    }
}

/// Red, green and blue, 0 ... 255 each.
public struct RGB: Hashable, Sendable {
    public var red: UInt8
    public var green: UInt8
    public var blue: UInt8

    public init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// `#rrggbb`; nil for anything else.
    public init?(hex: String) {
        guard hex.utf8.count == 7, hex.first == "#", let value = UInt32(hex.dropFirst(), radix: 16) else { return nil }
        guard hex.dropFirst().allSatisfy(\.isHexDigit) else { return nil }
        self.init(
            red: UInt8(value >> 16), green: UInt8(value >> 8 & 0xFF), blue: UInt8(value & 0xFF))
    }

    var packed: UInt32 { UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue) }

    /// The nearest of xterm's colour cube (16 ... 231) and greys (232 ... 255). The first sixteen are not among them:
    /// terminals let their users change those.
    var nearestIndex: Int32 {
        (16...255).min { distance(to: Self.xterm($0)) < distance(to: Self.xterm($1)) } ?? 16
    }

    /// The nearest of the eight as a VGA console shows them.
    var nearestBasic: Color.Basic {
        Color.Basic.allCases.min { distance(to: Self.vga($0)) < distance(to: Self.vga($1)) } ?? .white
    }

    /// The formula of xterm's 256colres.pl.
    private static func xterm(_ index: Int32) -> RGB {
        guard index < 232 else {
            let grey = UInt8(8 + 10 * (index - 232))
            return RGB(red: grey, green: grey, blue: grey)
        }
        let cube = index - 16
        let level = { (step: Int32) in UInt8(step == 0 ? 0 : 55 + 40 * step) }
        return RGB(red: level(cube / 36), green: level(cube / 6 % 6), blue: level(cube % 6))
    }

    private static func vga(_ basic: Color.Basic) -> RGB {
        let bit = { (mask: Int32) -> UInt8 in basic.number & mask == 0 ? 0 : 170 }
        return RGB(red: bit(1), green: bit(2), blue: bit(4))
    }

    private func distance(to other: RGB) -> Int {
        let parts = [(red, other.red), (green, other.green), (blue, other.blue)]
        return parts.reduce(0) { $0 + (Int($1.0) - Int($1.1)) * (Int($1.0) - Int($1.1)) }
    }
}
