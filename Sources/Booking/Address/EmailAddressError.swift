/// Why a text is no address that mail can be sent to. The descriptions are for the person who typed it, and repeat
/// nothing of it.
public enum EmailAddressError: Error, Hashable, Sendable, CustomStringConvertible {
    case empty, tooLong, atSign, localTooLong, localDots, localCharacter, domain, domainNotASCII

    public var description: String {
        switch self {
        case .empty: "There is no email address."
        case .tooLong: "The email address is longer than 254 bytes, more than mail can carry."
        case .atSign: "An email address has exactly one @, such as alex@example.com."
        case .localTooLong: "The part before the @ is longer than 64 bytes, more than mail can carry."
        case .localDots: "The part before the @ cannot be empty, begin or end with a dot, or have two dots in a row."
        case .localCharacter: "The part before the @ has a space, a control character or a mark that mail cannot carry."
        case .domain: "The part after the @ is no mail domain; it should look like example.com."
        case .domainNotASCII:
            "The part after the @ has letters beyond a-z; write it in its ASCII form, which begins with xn--."
        }
    }
}
