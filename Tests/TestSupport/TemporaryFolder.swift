import Foundation

/// A folder for one test, removed with all that is in it when the value goes.
public struct TemporaryFolder: ~Copyable {
    public let path: String

    public init() throws {
        var template = Array("/tmp/touchbase-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw CocoaError(.fileWriteUnknown) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }
}
