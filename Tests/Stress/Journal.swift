import Foundation
import Glibc

/// What one desk asked, and what it was told: a line before each request is sent and one after it is answered, written
/// straight to the file, so that a desk that is killed leaves a true record.
struct Journal: ~Copyable {
    /// One time that an intent was sent; without an answer when the desk was killed meanwhile.
    struct Entry: Codable {
        var request: String
        /// `hold`, `confirm`, `cancel`, `move` or `mark`.
        var action: String
        /// What a confirm, cancel or move is about.
        var target: String?
        /// What a hold or move wants.
        var service: Int32?
        var therapist: Int32?
        var room: Int32?
        /// Seconds since 1970.
        var start: Int64?
        /// Microseconds since 1970 by this machine's clock, which is the database's, too.
        var asked: Int64
        var told: Int64?
        /// `done`, `taken`, `contended`, `expired`, `status`, `missing`, or `unknown`.
        var outcome: String?
        /// The booking that an answer is about.
        var booking: String?
    }

    private let descriptor: Int32

    init(_ path: String) throws {
        descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw POSIXError(.EIO) }
    }

    deinit {
        close(descriptor)
    }

    func note(_ entry: Entry) throws {
        let line = try JSONEncoder().encode(entry) + [UInt8(ascii: "\n")]
        let count = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        guard count == line.count else { throw POSIXError(.EIO) }
    }

    /// Microseconds since 1970.
    static var now: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
    }

    /// All that was noted in the files of a folder: an answer takes the place of its question.
    static func entries(in folder: String) throws -> [Entry] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted().flatMap { name in
            let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
            var entries: [Entry] = []
            // A desk that is killed may leave half a line at the end.
            for line in text.split(separator: "\n") {
                guard let entry = try? JSONDecoder().decode(Entry.self, from: Data(line.utf8)) else { continue }
                if entry.told != nil { entries.removeLast() }
                entries.append(entry)
            }
            return entries
        }
    }
}
