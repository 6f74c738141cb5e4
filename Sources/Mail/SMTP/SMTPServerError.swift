/// Why a mail server cannot be used as it is configured. The descriptions name no part of its URL: there may be a
/// password in it.
public enum SMTPServerError: Error, Hashable, Sendable, CustomStringConvertible {
    case characters, scheme, user, passwordInURL, host, port, path, option, tlsRequired
    case passwordMissing, userMissing
    /// libcurl could not be set up; with its own words.
    case library(String)

    public var description: String {
        switch self {
        case .characters:
            "The SMTP URL has spaces or characters beyond ASCII; write them in percent-encoding (%20 for a space)."
        case .scheme: "The SMTP URL must begin with smtp:// (STARTTLS) or smtps:// (TLS at once)."
        case .user:
            "The user in the SMTP URL cannot be read; write what is special in it in percent-encoding (%40 for @)."
        case .passwordInURL:
            "The SMTP URL has a password in it, where others can see it. Take it out, put it into a file of mode 0600, and "
                + "name that file in smtp_password_file (or SMTP_PASSWORD_FILE)."
        case .host: "The SMTP URL has no usable host; it should look like smtp://user@mail.example.com:587."
        case .port: "The port in the SMTP URL must be a number from 1 to 65535."
        case .path: "The SMTP URL ends after the host and port; only ?tls=none and ?ca=/path may follow."
        case .option:
            "The SMTP URL takes the options tls=required, tls=none and ca=/path/of/authorities.pem, each once, and no other."
        case .tlsRequired:
            "tls=none is for smtp:// to this machine alone (localhost, 127.0.0.0/8, [::1]); elsewhere mail travels under TLS."
        case .passwordMissing:
            "The SMTP URL names a user, but there is no password: name its file in smtp_password_file "
                + "(or SMTP_PASSWORD_FILE)."
        case .userMissing: "There is an SMTP password file, but the SMTP URL names no user: smtp://user@host."
        case .library(let text): "libcurl cannot be used: \(text)"
        }
    }
}
