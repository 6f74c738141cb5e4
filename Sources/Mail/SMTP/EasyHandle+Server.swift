import Booking
import CCurl
import Glibc

extension EasyHandle {
    /// Says which server, how it is secured, and who we are.
    func connectTo(_ server: SMTPServer, password: Password?) throws(CurlError) {
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

    /// Commands in place of mails.
    func carryNoMail() throws(CurlError) {
        try set(CURLOPT_UPLOAD, 0)
        try set(CURLOPT_NOBODY, 1)
    }

    /// That command, on a new connection or one that there is.
    func carry(_ command: String, anew: Bool) throws(CurlError) {
        try set(CURLOPT_FRESH_CONNECT, anew ? 1 : 0)
        try set(CURLOPT_CUSTOMREQUEST, command)
    }

    func limit(_ deadlines: SMTPDeadlines) throws(CurlError) {
        try set(CURLOPT_CONNECTTIMEOUT, deadlines.connect)
        // Without it, `curl_easy_cleanup` waits two minutes for the answer of a stalled server to QUIT.
        try set(CURLOPT_SERVER_RESPONSE_TIMEOUT, deadlines.response)
        try set(CURLOPT_TIMEOUT_MS, deadlines.total * 1000)
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
