import FoundationEssentials

/// The themes that can be chosen: those that come with the program, and the user's own, which win over them by name.
public struct ThemeLibrary: Sendable {
    /// In the order in which the desk offers them.
    static let builtIn: [(name: String, source: [UInt8])] = [
        ("dark", PackageResources.dark_toml), ("light", PackageResources.light_toml),
        ("dusk", PackageResources.dusk_toml), ("high-contrast", PackageResources.high_contrast_toml),
        ("colour-blind", PackageResources.colour_blind_toml), ("monochrome", PackageResources.monochrome_toml),
    ]

    public static var builtInNames: [String] { builtIn.map(\.name) }

    /// Where the user keeps `NAME.toml` files; nil: nowhere.
    public let folder: String?

    public init(folder: String?) {
        self.folder = folder
    }

    /// The built-in names, then the user's, each once.
    public var names: [String] {
        let files = folder.flatMap { try? FileManager.default.contentsOfDirectory(atPath: $0) } ?? []
        let own = files.filter { $0.hasSuffix(".toml") && !$0.hasPrefix(".") }.map { String($0.dropLast(5)) }
        return Self.builtInNames + own.filter { !Self.builtInNames.contains($0) }.sorted()
    }

    /// The theme of that name: the user's file where there is one, else the built-in one.
    public func theme(named name: String) throws(ThemeError) -> Theme {
        let file = name + ".toml"
        if let folder, names.contains(name), FileManager.default.fileExists(atPath: folder + "/" + file) {
            guard let data = FileManager.default.contents(atPath: folder + "/" + file) else {
                throw ThemeError(file: file, line: nil, problem: .unreadable)
            }
            return try ThemeReader.read(String(decoding: data, as: UTF8.self), file: file)
        }
        guard let source = Self.builtInSource(of: name) else {
            throw ThemeError(file: file, line: nil, problem: .unknownBase(name, allowed: names))
        }
        return try ThemeReader.read(source, file: file)
    }

    /// What is shown where there are no colours. A built-in theme that does not parse fails a test, so plain is never met.
    static let monochrome =
        (try? ThemeLibrary(folder: nil).theme(named: "monochrome")) ?? Theme(name: "monochrome", styles: [:])

    static func builtInSource(of name: String) -> String? {
        builtIn.first { $0.name == name }.map { String(decoding: $0.source, as: UTF8.self) }
    }
}
