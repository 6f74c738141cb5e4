public import Availability
import Glibc

/// The zones of this machine: the compiled files of the IANA database, as Debian's tzdata installs them.
///
/// Not Foundation's: a statically linked program would have to carry ICU's tables for it, and gets names such as
/// `GMT-5` where a customer expects `EST`.
public struct ZoneDirectory: Sendable {
    private let folders: [String]
    private var known: [String: ZoneRules] = [:]

    /// Looks in `folders`, in order; by default where `TZDIR` says, and then where the system keeps them.
    public init(folders: [String]? = nil) {
        self.folders =
            folders
            ?? [getenv("TZDIR").map { String(cString: $0) }, "/usr/share/zoneinfo", "/usr/lib/zoneinfo"].compactMap(
                \.self)
    }

    /// The rules of a zone such as `America/Detroit`; read once, then remembered.
    public mutating func rules(named identifier: String) throws(ZoneError) -> ZoneRules {
        if let rules = known[identifier] { return rules }
        guard Self.isName(identifier) else { throw .unknown(identifier) }
        for folder in folders {
            guard let bytes = contents(of: "\(folder)/\(identifier)") else { continue }
            do {
                let rules = try ZoneRules(identifier: identifier, tzif: bytes)
                known[identifier] = rules
                return rules
            } catch {
                throw .damaged(identifier)
            }
        }
        throw .unknown(identifier)
    }

    /// Names come from the database and must not lead out of the folder.
    private static func isName(_ identifier: String) -> Bool {
        !identifier.isEmpty
            && identifier.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
                !part.isEmpty
                    && part.utf8.allSatisfy { byte in
                        switch byte {
                        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
                        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
                        case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "+"): true
                        default: false
                        }
                    }
            }
    }

    /// Zone files are a few kilobytes; one past a megabyte is none.
    private func contents(of path: String) -> [UInt8]? {
        guard let file = fopen(path, "rb") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while case let count = fread(&chunk, 1, chunk.count, file), count > 0, bytes.count <= 1 << 20 {
            bytes += chunk.prefix(count)
        }
        return feof(file) != 0 && !bytes.isEmpty ? bytes : nil
    }
}

/// A time zone that cannot be used.
public enum ZoneError: Error, Hashable, Sendable {
    case unknown(String)
    case damaged(String)

    /// For people: what it means and what to do.
    public var message: String {
        switch self {
        case .unknown(let name):
            "This machine knows no time zone '\(name)': write an IANA name such as America/Detroit, and see that the "
                + "package tzdata is installed."
        case .damaged(let name): "The file of time zone '\(name)' is damaged: install the package tzdata again."
        }
    }
}
