/// The mail server of the practice, as its URL names it. It holds no password.
public struct SMTPServer: Hashable, Sendable, CustomStringConvertible {
    public enum Security: Hashable, Sendable {
        /// TLS from the first byte (`smtps`).
        case tls
        /// TLS after STARTTLS, and nothing without it.
        case startTLS
        /// None: to this machine alone.
        case none
    }

    /// A name of the DNS, or an address of IPv4 or (without brackets) IPv6.
    public let host: String
    public let port: Int
    /// Nil: no authentication.
    public let user: String?
    public let security: Security
    /// A PEM file with the only authorities to trust; nil: those of the system.
    public let authorities: String?

    /// `host:port`, for people.
    public var description: String { "\(bracketedHost):\(port)" }

    var bracketedHost: String { host.contains(":") ? "[\(host)]" : host }
}
