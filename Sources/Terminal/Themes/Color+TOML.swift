import TOMLKit

/// A colour as a role of a theme file has it.
enum WrittenColor {
    case literal(Color)
    /// By its name in the palette, which a theme that inherits may give another colour.
    case named(String)

    /// A name of the palette, or what `Color` reads; nil for anything else.
    init?(toml value: some TOMLValueConvertible, palette: [String: Color]) {
        if let name = value.string, palette[name] != nil {
            self = .named(name)
        } else if let color = Color(toml: value) {
            self = .literal(color)
        } else {
            return nil
        }
    }

    func color(in palette: [String: Color]) -> Color {
        switch self {
        case .literal(let color): color
        case .named(let name): palette[name] ?? .terminalDefault
        }
    }
}

extension Color {
    /// `"#rrggbb"`, `"default"`, a basic colour, or `["#rrggbb", index, "basic"]`, the last two as wanted; nil for
    /// anything else.
    init?(toml value: some TOMLValueConvertible) {
        if let list = value.array {
            self.init(list: list)
        } else if let text = value.string {
            self.init(text: text)
        } else {
            return nil
        }
    }

    private init?(text: String) {
        if text == "default" {
            self = .terminalDefault
        } else if let rgb = RGB(hex: text) {
            self.init(rgb: rgb)
        } else if let basic = Basic(rawValue: text) {
            self.init(rgb: basic.usual, index: UInt8(basic.number), basic: basic)
        } else {
            return nil
        }
    }

    private init?(list: TOMLArray) {
        guard let rgb = list.first?.string.flatMap(RGB.init(hex:)), list.count <= 3 else { return nil }
        self.init(rgb: rgb)
        for part in list.dropFirst() {
            if let number = part.int, let index = UInt8(exactly: number) {
                self.index = index
            } else if let basic = part.string.flatMap(Basic.init(rawValue:)) {
                self.basic = basic
            } else {
                return nil
            }
        }
    }
}

extension Color.Basic {
    /// As most terminals show it.
    fileprivate var usual: RGB {
        let bit = { (mask: Int32) -> UInt8 in self.number & mask == 0 ? 0 : 205 }
        return RGB(red: bit(1), green: bit(2), blue: bit(4))
    }
}
