import Glibc
import Mail

extension Settings {
    /// Where a practice puts templates of its own in place of the program's.
    var templateFolder: String { "\(home)/mails" }

    /// The templates of the mails that are sent from here.
    ///
    /// - Throws: `TemplateError` or `TextFileError` for what cannot be used: then no mail is to be sent, rather than a
    ///   wrong one.
    func letterTemplates() throws -> LetterTemplates {
        var own: [String: String] = [:]
        for file in templateFiles { own[file] = try TextFile.contents(of: "\(templateFolder)/\(file)") }
        return try LetterTemplates(own: own)
    }

    /// What is left behind by editors and file managers is no template.
    private var templateFiles: [String] {
        guard let folder = opendir(templateFolder) else { return [] }
        defer { closedir(folder) }
        var files: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix("."), name.hasSuffix(".txt") || name.hasSuffix(".html") { files.append(name) }
        }
        return files
    }
}
