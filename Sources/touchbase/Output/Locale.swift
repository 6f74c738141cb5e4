import Glibc
import Screen

/// What the locale says about characters, looked up as setlocale(3) does.
enum Locale {
    static let isUTF8: Bool = {
        let name =
            ["LC_ALL", "LC_CTYPE", "LANG"]
            .compactMap { (name: String) in getenv(name).map { String(cString: $0) } }.first { !$0.isEmpty } ?? ""
        let lowered = name.lowercased()
        return lowered.contains("utf-8") || lowered.contains("utf8")
    }()

    /// The program's own signs (status marks, dashes, ellipses) in ASCII, for a locale that has no others. Names stay as they
    /// are written.
    static func spelled(_ text: String) -> String {
        isUTF8 ? text : String(text.map { Glyph(rawValue: $0)?.ascii ?? $0 })
    }
}
