import Booking
import CCurl
import Glibc

/// Hands mails to a mail server with SMTP (RFC 5321), through libcurl.
///
/// The connection is kept from one mail to the next: make one for a burst, and let go of it when the burst is over.
public struct SMTPTransport: ~Copyable, MailTransport {
    let server: SMTPServer
    let handle: EasyHandle

    /// Connects to nobody yet.
    ///
    /// - Parameters:
    ///   - password: needed if and only if the server's URL names a user.
    ///   - deadlines: after which a mail is given up for now.
    public init(
        _ server: SMTPServer, password: Password?, deadlines: SMTPDeadlines = SMTPDeadlines()
    ) throws(SMTPServerError) {
        if server.user != nil, password == nil { throw .passwordMissing }
        if server.user == nil, password != nil { throw .userMissing }
        do {
            let handle = try EasyHandle()
            try handle.connectTo(server, password: password)
            try handle.limit(deadlines)
            self.handle = handle
            self.server = server
        } catch {
            throw .library(error.description)
        }
    }

    public mutating func deliver(_ mail: EncodedMessage) -> Delivery {
        do {
            // Which extensions the server offers it says when a connection begins.
            let first = try attempt(mail, anew: mail.needsSMTPUTF8)
            guard handle.reusedConnection, first.dialogue.foundNobody else { return first.delivery }
            return try attempt(mail, anew: true).delivery
        } catch {
            return .retry(code: nil, text: "libcurl: \(error.description)")
        }
    }

    private func attempt(
        _ mail: EncodedMessage, anew: Bool
    ) throws(CurlError) -> (delivery: Delivery, dialogue: SMTPDialogue) {
        let dialogue = SMTPDialogue(needsSMTPUTF8: mail.needsSMTPUTF8, security: server.security)
        var exchange = SMTPExchange(mail.bytes, dialogue: dialogue)
        try handle.set(CURLOPT_MAIL_FROM, mail.sender.description)
        try handle.set(CURLOPT_FRESH_CONNECT, anew ? 1 : 0)
        let problem = handle.perform(&exchange, to: mail.recipient.description)
        return (exchange.dialogue.delivery(problem), exchange.dialogue)
    }
}

extension EasyHandle {
    fileprivate func connectTo(_ server: SMTPServer, password: Password?) throws(CurlError) {
        let scheme = server.security == .tls ? "smtps" : "smtp"
        // The path is the name that we greet the server with.
        try set(CURLOPT_URL, "\(scheme)://\(server.bracketedHost):\(server.port)/\(OwnName.inURL)")
        try set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        try set(CURLOPT_UPLOAD, 1)
        try set(CURLOPT_VERBOSE, 1)
        try set(CURLOPT_NOSIGNAL, 1)
        // None: libcurl would take one from the environment.
        try set(CURLOPT_PROXY, "")
        try set(CURLOPT_USE_SSL, Int((server.security == .none ? CURLUSESSL_NONE : CURLUSESSL_ALL).rawValue))
        try set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
        try set(CURLOPT_SSL_VERIFYPEER, 1)
        try set(CURLOPT_SSL_VERIFYHOST, 2)
        if let authorities = server.authorities {
            try set(CURLOPT_CAINFO, authorities)
            try set(CURLOPT_CAPATH, nil)
        }
        guard let user = server.user, let password else { return }
        try set(CURLOPT_USERNAME, user)
        try set(CURLOPT_PASSWORD, password.secret)
    }

    fileprivate func limit(_ deadlines: SMTPDeadlines) throws(CurlError) {
        try set(CURLOPT_CONNECTTIMEOUT, deadlines.connect)
        // Without it, `curl_easy_cleanup` waits two minutes for the answer of a stalled server to QUIT.
        try set(CURLOPT_SERVER_RESPONSE_TIMEOUT, deadlines.response)
        try set(CURLOPT_TIMEOUT, deadlines.total)
        try set(CURLOPT_LOW_SPEED_LIMIT, 1)
        try set(CURLOPT_LOW_SPEED_TIME, deadlines.response)
    }
}

/// What we call ourselves in EHLO (RFC 5321 section 4.1.4).
private enum OwnName {
    /// The machine's name where it is one that others may know; else the address literal that stands for none.
    /// Percent-encoded.
    static let inURL: String = {
        var bytes = [CChar](repeating: 0, count: 256)
        guard gethostname(&bytes, bytes.count - 1) == 0 else { return literal }
        let name = String(decoding: bytes.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        return (HostName(name)?.labelCount ?? 0) > 1 ? name : literal
    }()

    private static let literal = "%5B127.0.0.1%5D"
}
