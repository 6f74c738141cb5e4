import Foundation
import TestSupport
import Testing

@testable import Mail

final class OutboxTests {
    private let place: TemporaryFolder
    private let folder: String

    init() throws {
        place = try TemporaryFolder()
        folder = place.path + "/outbox"
    }

    private var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: folder) }
    }

    @Test func `a mail becomes a file, named for its time and booking, that its owner alone reads`() throws {
        var outbox = Outbox(folder: folder)
        let message = try Sample.message()
        guard case .sent(let name) = outbox.deliver(message) else {
            Issue.record("the mail was not written")
            return
        }
        #expect(name.hasPrefix("20260504T202005Z-K7M2QX-") && name.hasSuffix(".eml"))
        #expect(try names == [name])
        #expect(try Array(Data(contentsOf: URL(filePath: "\(folder)/\(name)"))) == message.encoded())
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        let ofFolder = try FileManager.default.attributesOfItem(atPath: folder)
        #expect(ofFolder[.posixPermissions] as? Int == 0o700)
    }

    @Test func `the folders that it is in are made with it, for their owner alone`() throws {
        var outbox = Outbox(folder: "\(folder)/of/one/desk")
        #expect(!outbox.deliver(try Sample.message()).isRetry)
        for path in [folder, "\(folder)/of", "\(folder)/of/one/desk"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o700)
        }
    }

    @Test func `whether mails can be written is tried before there are any`() throws {
        try Outbox(folder: "\(folder)/of/one/desk").prepare()
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder)/of/one/desk") == [])
        let file = try place.write("", to: "file", mode: 0o600)
        #expect(throws: OutboxError(path: "\(file)/outbox", code: ENOTDIR)) {
            try Outbox(folder: "\(file)/outbox").prepare()
        }
        #expect(throws: OutboxError.self) { try Outbox(folder: "/proc").prepare() }
    }

    @Test func `a mail that is not to end is not written`() throws {
        var outbox = Outbox(folder: folder)
        #expect(outbox.deliver(EncodedMessage(try Sample.message()), before: nil, once: { false }).isRetry)
        #expect(!FileManager.default.fileExists(atPath: folder))
    }

    @Test func `the same mail twice is one file, another mail is another`() throws {
        var outbox = Outbox(folder: folder)
        let message = try Sample.message()
        #expect(outbox.deliver(message) == outbox.deliver(message))
        #expect(try names.count == 1)
        let resent = Message(
            from: message.from, to: message.to, letter: message.letter, date: message.date,
            id: try MessageID("2b@practice.example"), reference: message.reference)
        _ = outbox.deliver(resent)
        #expect(try names.count == 2)
    }

    @Test func `a folder that cannot be made leaves the mail waiting, and says why`() throws {
        let file = try place.write("", to: "file", mode: 0o600)
        var outbox = Outbox(folder: "\(file)/outbox")
        guard case .retry(nil, let text) = outbox.deliver(try Sample.message()) else {
            Issue.record("the mail must wait")
            return
        }
        #expect(text.contains("\(file)/outbox"))
        #expect(throws: OutboxError(path: "\(file)/outbox", code: ENOTDIR)) {
            try outbox.write(EncodedMessage(Sample.message()))
        }
    }

    /// Where not even root can make a file.
    @Test func `a folder that takes no files leaves the mail waiting`() throws {
        var outbox = Outbox(folder: "/proc")
        guard case .retry(nil, let text) = outbox.deliver(try Sample.message()) else {
            Issue.record("the mail must wait")
            return
        }
        #expect(text.hasPrefix("Cannot write mail to /proc: "))
    }

    @Test(arguments: [EACCES, EPERM, EROFS]) func `a folder that we may not write to is said to be one`(code: Int32) {
        #expect(OutboxError(path: "/outbox", code: code).description.contains("Make the folder writable for this user"))
    }

    @Test func `a full disk is said to be one`() throws {
        let full = open("/dev/full", O_WRONLY | O_CLOEXEC)
        defer { close(full) }
        let error = #expect(throws: OutboxError.self) { try Outbox(folder: folder).write([1, 2, 3], to: full) }
        #expect(error?.code == ENOSPC)
        #expect(error?.description.contains("Free some space") == true)
    }

    @Test func `a mail that could not be written leaves nothing behind`() throws {
        var outbox = Outbox(folder: folder)
        let message = try Sample.message()
        let name = try outbox.write(EncodedMessage(message))
        try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
        try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: false)
        guard case .retry = outbox.deliver(message) else {
            Issue.record("a folder stands where the file should be")
            return
        }
        #expect(try names == [name])
    }
}
