import Screen
import TOMLKit

/// Reads one theme file.
///
/// A theme that inherits takes over palette and roles, and may give both other values: a palette alone is a whole theme.
/// What a role still leaves out comes from its parent.
struct ThemeReader {
    let file: String
    let lines: SourceLines
    private var palette: [String: Color] = [:]
    private var written: [Role: WrittenStyle]
    private var name: String

    /// - Parameter file: the file's name, for errors; without its ending it names the theme that does not name itself.
    static func read(_ source: String, file: String) throws(ThemeError) -> Theme {
        let reader = try ThemeReader(source, file: file)
        return Theme(name: reader.name, styles: reader.resolved())
    }

    private init(_ source: String, file: String) throws(ThemeError) {
        self.file = file
        lines = SourceLines(source)
        let table = try Self.parse(source, file: file)
        name = String(file.prefix { $0 != "." })
        written = [:]
        if let said = table["inherits"] {
            let parent = try inherited(said.string ?? "")
            (written, palette) = (parent.written, parent.palette)
        }
        try readTopLevel(table)
        try readPalette(table["palette"]?.table)
        try readRoles(table["roles"]?.table)
    }

    private static func parse(_ source: String, file: String) throws(ThemeError) -> TOMLTable {
        do {
            return try TOMLTable(string: source)
        } catch let error as TOMLParseError {
            throw ThemeError(file: file, line: error.source.begin.line, problem: .syntax(error.description))
        } catch {
            throw ThemeError(file: file, line: nil, problem: .syntax("\(error)"))
        }
    }

    /// Only themes that come with the program are inherited from, and they do so without circles.
    private func inherited(_ name: String) throws(ThemeError) -> ThemeReader {
        guard let source = ThemeLibrary.builtInSource(of: name) else {
            throw error(in: nil, key: "inherits", .unknownBase(name, allowed: ThemeLibrary.builtInNames))
        }
        return try ThemeReader(source, file: name + ".toml")
    }

    private mutating func readTopLevel(_ table: TOMLTable) throws(ThemeError) {
        let allowed = ["name", "inherits", "palette", "roles"]
        for key in table.keys where !allowed.contains(key) {
            throw error(in: nil, key: key, .unknownKey(key, allowed: allowed))
        }
        for section in ["palette", "roles"] {
            if let value = table[section], value.table == nil {
                throw error(in: nil, key: section, .badValue(key: section, expected: "a table: [\(section)]"))
            }
        }
        guard let said = table["name"] else { return }
        guard let text = said.string, !text.isEmpty else {
            throw error(in: nil, key: "name", .badValue(key: "name", expected: "a text"))
        }
        name = text
    }

    private mutating func readPalette(_ table: TOMLTable?) throws(ThemeError) {
        guard let table else { return }
        for key in table.keys {
            guard let value = table[key], let color = Color(toml: value) else {
                throw error(
                    in: "palette", key: key, .badColor(role: key, value: table[key]?.debugDescription ?? ""))
            }
            palette[key] = color
        }
    }

    private mutating func readRoles(_ table: TOMLTable?) throws(ThemeError) {
        guard let table else { return }
        for key in table.keys {
            guard let role = Role(name: key) else {
                throw error(in: "roles", key: key, .unknownRole(key, nearest: Role.nearest(to: key)))
            }
            guard let style = table[key]?.table else {
                let expected = "a table such as { fg = \"#rrggbb\", bold = true }"
                throw error(in: "roles", key: key, .badValue(key: key, expected: expected))
            }
            try readStyle(style, of: role)
        }
    }

    private mutating func readStyle(_ table: TOMLTable, of role: Role) throws(ThemeError) {
        var style = written[role] ?? WrittenStyle()
        for key in table.keys {
            guard let value = table[key] else { continue }
            if let path = WrittenStyle.colors[key] {
                guard let color = WrittenColor(toml: value, palette: palette) else {
                    throw error(
                        in: "roles", key: role.name,
                        .badColor(role: role.name, value: value.string ?? value.debugDescription))
                }
                style[keyPath: path] = color
            } else if let path = WrittenStyle.flags[key] {
                guard let flag = value.bool else {
                    throw error(
                        in: "roles", key: role.name, .badValue(key: key, of: role.name, expected: "true or false"))
                }
                style[keyPath: path] = flag
            } else {
                let allowed = (Array(WrittenStyle.colors.keys) + Array(WrittenStyle.flags.keys)).sorted()
                throw error(in: "roles", key: role.name, .unknownKey(key, of: role.name, allowed: allowed))
            }
        }
        written[role] = style
    }

    /// What each role has when its gaps are filled from its parents.
    private func resolved() -> [Role: Style] {
        var styles: [Role: Style] = [:]
        for role in Role.allCases {
            let ancestry = sequence(first: role, next: \.parent).map { written[$0] ?? WrittenStyle() }
            styles[role] = WrittenStyle.merged(ancestry, palette: palette)
        }
        return styles
    }

    private func error(in section: String?, key: String, _ problem: ThemeError.Problem) -> ThemeError {
        ThemeError(file: file, line: lines.line(of: key, in: section), problem: problem)
    }
}
