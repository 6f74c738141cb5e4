/// An address that SMTP can carry as it is: `local@domain`, free of anything that could add a header, a recipient or a
/// command.
///
/// Narrower than RFC 5321 section 4.1.2 on purpose: no quoted local parts, no address literals, no single-label
/// domains. Nobody books under one, and a typing error often looks like one.
public struct EmailAddress: Hashable, Sendable, CustomStringConvertible {
    /// Before the `@`; at most 64 bytes.
    public let local: String
    /// After the `@`; ASCII.
    public let domain: String

    /// `local@domain`, at most 254 bytes (RFC 5321 erratum 1690).
    public var description: String { "\(local)@\(domain)" }

    /// Whether only a server that offers SMTPUTF8 (RFC 6531) can take it: its local part is not ASCII.
    public var needsSMTPUTF8: Bool { !local.utf8.allSatisfy { $0 < 0x80 } }

    /// Takes what was typed, character for character; surrounding spaces are the caller's to remove.
    public init(_ text: String) throws(EmailAddressError) {
        guard !text.isEmpty else { throw .empty }
        guard text.utf8.count <= 254 else { throw .tooLong }
        let parts = text.unicodeScalars.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2 else { throw .atSign }
        local = try Self.checkedLocal(String(parts[0]))
        domain = try Self.checkedDomain(String(parts[1]))
    }

    /// A dot-atom of RFC 5322 section 3.2.3, with the non-ASCII characters of RFC 6531.
    private static func checkedLocal(_ local: String) throws(EmailAddressError) -> String {
        guard local.utf8.count <= 64 else { throw .localTooLong }
        let atoms = local.unicodeScalars.split(separator: ".", omittingEmptySubsequences: false)
        for atom in atoms {
            guard !atom.isEmpty else { throw .localDots }
            guard atom.allSatisfy(\.isAtomText) else { throw .localCharacter }
        }
        return local
    }

    private static func checkedDomain(_ domain: String) throws(EmailAddressError) -> String {
        guard domain.utf8.allSatisfy({ $0 < 0x80 }) else { throw .domainNotASCII }
        guard let name = HostName(domain), name.labelCount > 1 else { throw .domain }
        return domain
    }
}

extension Unicode.Scalar {
    /// May stand in an address outside quotes.
    fileprivate var isAtomText: Bool {
        guard isASCII else { return isVisible }
        return properties.isAlphabetic || ("0"..."9").contains(self)
            || "!#$%&'*+-/=?^_`{|}~".unicodeScalars.contains(self)
    }

    /// Leaves something on the screen: no space, no control, nothing that turns or hides its neighbours.
    private var isVisible: Bool {
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned: false
        case .spaceSeparator, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }
}
