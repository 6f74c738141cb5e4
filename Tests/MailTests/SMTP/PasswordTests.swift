import Mail
import TestSupport
import Testing

final class PasswordTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func problem(of text: String, mode: Int = 0o600) throws -> PasswordFileError.Problem? {
        let file = try folder.write(text, to: "password", mode: mode)
        do {
            _ = try Password(file: file)
            return nil
        } catch {
            return error.problem
        }
    }

    @Test(arguments: [0o600, 0o400])
    func `a file that its owner alone reads is taken`(mode: Int) throws {
        #expect(try problem(of: "secret\n", mode: mode) == nil)
    }

    @Test(arguments: [0o644, 0o640, 0o604, 0o700, 0o666, 0o200])
    func `any other mode is refused, with the command that mends it`(mode: Int) throws {
        let file = try folder.write("secret\n", to: "password", mode: mode)
        let error = #expect(throws: PasswordFileError.self) { try Password(file: file) }
        #expect(error?.problem == .mode(UInt32(mode)))
        #expect(error?.description.contains("0\(String(mode, radix: 8))") == true)
        #expect(error?.description.contains("chmod 600 \(file)") == true)
    }

    @Test(arguments: ["", "\n", "\r\n"])
    func `an empty file is refused`(text: String) throws {
        #expect(try problem(of: text) == .empty)
    }

    @Test(arguments: ["a\nb\n", "a\u{0}b", "a\u{1B}b", String(repeating: "x", count: 1025)])
    func `what is not one line is refused`(text: String) throws {
        #expect(try problem(of: text) == .notOneLine)
    }

    @Test func `a folder and a missing file are told apart`() throws {
        let missing = #expect(throws: PasswordFileError.self) { try Password(file: "\(folder.path)/none") }
        #expect(missing?.description.contains("No such file") == true)
        let notAFile = #expect(throws: PasswordFileError.self) { try Password(file: folder.path) }
        #expect(notAFile?.problem == .notAFile)
    }

    @Test func `it shows itself to nobody`() throws {
        let password = try Password(file: folder.write("hunter2\n", to: "password", mode: 0o600))
        var dumped = ""
        dump(password, to: &dumped)
        #expect(!"\(password) \(String(reflecting: password)) \(dumped)".contains("hunter2"))
    }
}
