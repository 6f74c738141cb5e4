import Foundation
import TestSupport

extension ChildProcess {
    /// Of the Python that has Debian's packages, whatever comes first on the path.
    convenience init(python source: [UInt8], _ arguments: [String] = []) throws {
        try self.init("/usr/bin/python3", ["-c", String(decoding: source, as: UTF8.self)] + arguments)
    }
}

extension TemporaryFolder {
    /// Returns the file's path.
    func write(_ text: String, to name: String, mode: Int) throws -> String {
        let file = "\(path)/\(name)"
        try Data(text.utf8).write(to: URL(filePath: file))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
        return file
    }
}
