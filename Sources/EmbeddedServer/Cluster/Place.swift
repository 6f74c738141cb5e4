import Glibc

/// Where a cluster and what belongs to it lie: all in `<home>/postgres`, or where that leads.
///
/// ```
/// data/        PostgreSQL's own
/// socket/      the server's Unix socket, where the path is short enough for one
/// server.log   what the server says
/// lock         held while the server is made, started or stopped
/// lease        shared by all who use the server
/// keep         there when the server is to stay without users
/// ```
struct Place: Equatable {
    /// Without symbolic links, so that all processes call it by one name.
    var base: String

    var data: String { base + "/data" }
    var log: String { base + "/server.log" }
    var lock: String { base + "/lock" }
    var lease: String { base + "/lease" }
    var keep: String { base + "/keep" }
    var version: String { data + "/PG_VERSION" }

    /// The folder of the Unix socket.
    ///
    /// A socket's path has at most 107 bytes, and libpq and the server split some characters in it: for such a home it
    /// is a folder in /tmp, named for the user and the home.
    var socketFolder: String {
        let inside = base + "/socket"
        let plain = inside.utf8.allSatisfy { byte in
            UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
                || UInt8(ascii: "-")...UInt8(ascii: "9") ~= byte || byte == UInt8(ascii: "_")
        }
        let name = "/.s.PGSQL.\(ServerSettings.port)"
        return plain && inside.utf8.count + name.utf8.count <= 107
            ? inside : "/tmp/touchbase-\(geteuid())-\(String(Self.hash(base), radix: 36))"
    }

    /// 64-bit FNV-1a: the same in every process, unlike the standard library's.
    private static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }

    /// The place that belongs to `home`; nil when none was made yet.
    static func existing(in home: String) throws(EmbeddedServerError) -> Place? {
        let path = home + "/postgres"
        guard let resolved = realpath(path, nil) else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw EmbeddedServerError(errno: errno, path: path)
        }
        defer { free(resolved) }
        return Place(base: String(cString: resolved))
    }
}
