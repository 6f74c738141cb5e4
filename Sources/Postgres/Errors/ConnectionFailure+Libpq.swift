import Glibc

extension ConnectionFailure {
    /// Reads libpq's verbose error text: it offers no code for a failed connection but the ones within that text.
    ///
    /// A line a host, each beginning with the same word; hints, details and source locations are dropped.
    init(libpqMessage message: String, address: String) {
        let lines = message.split(separator: "\n")
        let lead = lines.first?.prefix { $0 != " " } ?? ""
        let text = lines.filter { $0.hasPrefix(lead) }.joined(separator: "; ")
        let code = Self.sqlState(in: text)
        let reason = Self.reason(code, text)
        // libpq quotes the words it cannot read, and a password may have slipped into them.
        let isQuoted = reason == .malformedAddress
        self.init(
            reason, address: isQuoted ? "" : address, sqlState: code,
            logText: isQuoted ? AddressFlaw.named(in: text) : text)
    }

    private static func reason(_ code: SQLState?, _ text: String) -> Reason {
        switch code?.rawValue {
        case "28000", "28P01": return .notAuthorized
        case "3D000": return .unknownDatabase
        case "53300": return .tooManyConnections
        case "57P01", "57P02", "57P03": return .notReady
        case .some: return .other
        case nil: break
        }
        return systemReasons.first { needles, _ in needles.contains { text.contains($0) } }?.reason ?? .other
    }

    /// The C library's words are asked for in the language that libpq quotes them in. libpq's own follow LC_MESSAGES,
    /// which a program should leave at "C"; in another language the failure is told as `.other`.
    ///
    /// Refusals come late: a name such as localhost often has a second address, and what the server said at the one that
    /// it listens on tells more than that nobody was at the other.
    private static var systemReasons: [(needles: [String], reason: Reason)] {
        [
            (["definition of service", "service file"], .malformedAddress),
            ([resolverWords(EAI_NONAME), resolverWords(EAI_AGAIN), "could not translate host name"], .unknownHost),
            ([words(EHOSTUNREACH), words(ENETUNREACH), words(ENETDOWN)], .unreachable),
            ([words(ETIMEDOUT)], .timedOut),
            (
                ["session is read-only", "session is not read-only", "is in hot standby", "is not in hot standby"],
                .unsuitableServer
            ),
            (["no password supplied", "password file"], .notAuthorized),
            (
                ["expected authentication request", "received invalid response to SSL negotiation"],
                .foreign
            ),
            (["SSL", "certificate"], .insecure),
            ([words(ECONNREFUSED), words(ENOENT)], .refused),
            (["invalid ", "could not match"], .malformedAddress),
        ]
    }

    private static func resolverWords(_ code: Int32) -> String { String(cString: gai_strerror(code)) }

    private static func words(_ code: Int32) -> String { String(cString: strerror(code)) }

    /// The first thing that looks like `FATAL:  28P01: …`; the word for FATAL depends on the server's language.
    private static func sqlState(in text: String) -> SQLState? {
        let bytes = Array(text.utf8)
        guard bytes.count > 8 else { return nil }
        for start in 0...(bytes.count - 9) where bytes[start...].starts(with: ":  ".utf8) {
            let code = bytes[(start + 3)..<(start + 8)]
            guard bytes[start + 8] == UInt8(ascii: ":") else { continue }
            if code.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }) {
                return SQLState(rawValue: String(decoding: code, as: UTF8.self))
            }
        }
        return nil
    }
}
