import Booking
import Glibc

extension SMTPServer {
    /// Reads `smtp://[user@]host[:port]` (STARTTLS, port 587 unless given) or `smtps://…` (TLS at once, port 465), with
    /// the options `?tls=none`, which only the machine itself may have, and `?ca=/path/of/authorities.pem`. What has a
    /// meaning in URLs is written in percent-encoding (RFC 3986).
    ///
    /// The errors repeat nothing of the URL: somebody may have put a password into it.
    public init(url: String) throws(SMTPServerError) {
        guard url.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { throw .characters }
        let (scheme, rest) = url.cut(at: "://")
        let (location, query) = (rest ?? "").cut(at: "?")
        let options = try Options(query ?? "")
        let defaultPort: Int
        switch scheme.lowercased() {
        case "smtp": (security, defaultPort) = (options.tls == false ? .none : .startTLS, 587)
        case "smtps": (security, defaultPort) = (.tls, 465)
        default: throw .scheme
        }
        let authority = try Authority(location)
        guard options.tls != false || scheme.lowercased() == "smtp" && authority.isLoopback else { throw .tlsRequired }
        host = authority.host
        port = authority.port ?? defaultPort
        user = authority.user
        authorities = options.authorities
    }
}

/// `[user@]host[:port]`, perhaps with a slash at the end.
private struct Authority {
    let user: String?
    let host: String
    let port: Int?

    init(_ location: String) throws(SMTPServerError) {
        let text = location.hasSuffix("/") ? String(location.dropLast()) : location
        guard !text.contains("#"), !text.contains("/") else { throw .path }
        let at = text.lastIndex(of: "@")
        user = try at.map { at throws(SMTPServerError) in try Self.checkedUser(String(text[..<at])) }
        let place = at.map { String(text[text.index(after: $0)...]) } ?? text
        let isIPv6 = place.hasPrefix("[")
        let (first, rest) = isIPv6 ? String(place.dropFirst()).cut(at: "]") : place.cut(at: ":")
        host = try Self.checkedHost(first, isIPv6: isIPv6)
        guard isIPv6 else {
            port = try rest.map(Self.checkedPort)
            return
        }
        guard let rest, rest.isEmpty || rest.hasPrefix(":") else { throw .host }
        port = rest.isEmpty ? nil : try Self.checkedPort(String(rest.dropFirst()))
    }

    /// 127.0.0.0/8, ::1, and the name that libcurl itself resolves to them.
    var isLoopback: Bool {
        if host.lowercased() == "localhost" { return true }
        if let address = IPAddress.v4(host) { return address[0] == 127 }
        return IPAddress.v6(host) == Array(repeating: 0, count: 15) + [1]
    }

    private static func checkedUser(_ text: String) throws(SMTPServerError) -> String {
        guard !text.contains(":") else { throw .passwordInURL }
        guard let user = text.percentDecoded, !user.isEmpty, user.utf8.count <= 255 else { throw .user }
        return user
    }

    /// A host that ends in a number is an IPv4 address in full or nothing: resolvers read `127.1` in ways of their own.
    private static func checkedHost(_ text: String, isIPv6: Bool) throws(SMTPServerError) -> String {
        let isKnown = isIPv6 ? IPAddress.v6(text) != nil : HostName(text) != nil || IPAddress.v4(text) != nil
        guard isKnown else { throw .host }
        return text
    }

    private static func checkedPort(_ text: String) throws(SMTPServerError) -> Int {
        guard (1...5).contains(text.utf8.count), text.utf8.allSatisfy(\.isDigit), let port = Int(text),
            (1...65_535).contains(port)
        else { throw .port }
        return port
    }
}

/// What stands after the question mark.
private struct Options {
    /// Whether TLS is asked for; nil: nothing was said.
    private(set) var tls: Bool?
    private(set) var authorities: String?

    init(_ query: String) throws(SMTPServerError) {
        for option in query.split(separator: "&") {
            let (key, value) = String(option).cut(at: "=")
            switch (key, value?.percentDecoded) {
            case ("tls", "required") where tls == nil: tls = true
            case ("tls", "none") where tls == nil: tls = false
            case ("ca", let path?) where authorities == nil && path.hasPrefix("/"): authorities = path
            default: throw .option
            }
        }
    }
}

private enum IPAddress {
    static func v4(_ text: String) -> [UInt8]? { parse(text, family: AF_INET, length: 4) }
    static func v6(_ text: String) -> [UInt8]? { parse(text, family: AF_INET6, length: 16) }

    private static func parse(_ text: String, family: Int32, length: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: length)
        return inet_pton(family, text, &bytes) == 1 ? bytes : nil
    }
}

extension String {
    /// Before and after the first `mark`; nil: there is none.
    fileprivate func cut(at mark: String) -> (String, String?) {
        let parts = split(separator: mark, maxSplits: 1, omittingEmptySubsequences: false)
        return (String(parts[0]), parts.count > 1 ? String(parts[1]) : nil)
    }

    /// Nil when a percent sign has no two digits after it, or what comes out is no UTF-8 or has controls.
    fileprivate var percentDecoded: String? {
        var bytes: [UInt8] = []
        var rest = Array(utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            guard digits.utf8.count == 2, digits.first?.isHexDigit == true, let value = UInt8(digits, radix: 16)
            else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        let text = String(validating: bytes, as: UTF8.self)
        return text.flatMap { $0.unicodeScalars.contains { $0.properties.generalCategory == .control } ? nil : $0 }
    }
}
