/// What is wrong with the address of a database, in words of our own: libpq quotes what it cannot read, and a password may
/// have slipped into that.
enum AddressFlaw {
    /// Of a connection string, where that shows before libpq has read it; nil: it does not.
    static func before(parsing address: String) -> String? {
        if address.utf8.contains(0) { return "there is a NUL byte in it" }
        guard let mark = address.firstRange(of: "://") else {
            return address.contains("=") ? nil : "it is neither a URL nor keywords such as host=… dbname=…"
        }
        let scheme = address[..<mark.lowerBound]
        // In keywords such a mark may stand in a value.
        if !["postgres", "postgresql"].contains(scheme), !scheme.contains("=") {
            return isWord(scheme) ? "it begins with \(scheme)://" : "it does not begin with postgres://"
        }
        // A part of the password would move into the host's name, which is no secret and gets shown.
        let place = address[mark.upperBound...].prefix { $0 != "?" }
        guard let at = place.firstIndex(of: "@") else { return nil }
        let isSplit = place[..<at].contains("/") || place[place.index(after: at)...].contains("@")
        return isSplit ? "a special character before its host is not percent-encoded (@ is %40, / is %2F)" : nil
    }

    /// Of the keywords that libpq has made of it.
    static func of(_ keywords: [String: String]) -> String? {
        let ports = (keywords["port"] ?? "").split(separator: ",")
        guard ports.allSatisfy({ (1...65_535).contains(Int($0) ?? 0) }) else { return badPort }
        guard let limit = keywords["connect_timeout"], Int(limit) == nil else { return nil }
        return "its connect_timeout is no number"
    }

    /// By the words in which libpq refuses a connection string or a keyword.
    ///
    /// - Parameter address: the string; nil: it has been taken apart.
    static func named(in message: String, of address: String? = nil) -> String {
        if message.contains("invalid port number") { return badPort }
        if message.contains("percent-encoded") { return "a % in it is not followed by two hexadecimal digits" }
        if message.contains("IPv6") { return "the brackets around its host are not closed, or hold no IPv6 address" }
        if message.contains("unterminated") { return "a quoted value in it does not end" }
        if message.contains("could not match") { return "it has not as many ports or addresses as hosts" }
        if message.contains("service") { return "the service that it names stands in no service file" }
        if message.contains("invalid connection option") || message.contains("invalid URI query parameter") {
            let option = quoted(in: message)
            return isShown(option, of: address) ? "it has no option \(option)" : "an option in it is not known"
        }
        let words = message.split(separator: " ", maxSplits: 3)
        if words.count == 4, words[0] == "invalid", words[2] == "value:", isWord(words[1]) {
            return "its \(words[1]) has a value that is not known"
        }
        guard let end = message.ranges(of: "for connection option \"").last?.upperBound else {
            return "it cannot be taken apart"
        }
        return "its \(message[end...].prefix { $0 != "\"" }) is no number"
    }

    private static let badPort = "its port is no number from 1 to 65535"

    private static func isWord(_ text: Substring) -> Bool {
        (1...32).contains(text.utf8.count) && text.utf8.allSatisfy { (0x61...0x7A).contains($0 | 0x20) || $0 == 0x5F }
    }

    private static func quoted(in message: String) -> Substring {
        message.drop { $0 != "\"" }.dropFirst().prefix { $0 != "\"" }
    }

    /// What seems an option may be the rest of a password that holds a `?`, a `&` or a blank: one that could stand before
    /// it keeps it unsaid.
    private static func isShown(_ option: Substring, of address: String?) -> Bool {
        guard let address else { return false }
        let options = address.firstRange(of: "?").map { address[$0.upperBound...] } ?? address[...]
        return isWord(option) && !address.lowercased().contains("pas") && !options.contains("@")
    }
}
