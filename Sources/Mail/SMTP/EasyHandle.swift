import CCurl

/// Owns a `CURL *` of libcurl's easy interface for sending mail; ended with `curl_easy_cleanup`, which says QUIT to a
/// server that is still connected.
struct EasyHandle: ~Copyable {
    private let handle: UnsafeMutableRawPointer

    /// `curl_global_init` wants to be called once; the constant sees to it.
    private static let library = ccurl_global_init(Int(CURL_GLOBAL_ALL))

    /// `curl_easy_init`.
    init() throws(CurlError) {
        try CurlError.check(Self.library)
        guard let handle = ccurl_easy_init() else { throw CurlError(CURLE_FAILED_INIT) }
        self.handle = handle
    }

    deinit { ccurl_easy_cleanup(handle) }

    /// `curl_easy_setopt` with a number.
    func set(_ option: CURLoption, _ value: Int) throws(CurlError) {
        try CurlError.check(ccurl_set_long(handle, option, value))
    }

    /// `curl_easy_setopt` with a text, of which libcurl keeps a copy; nil: none, not libcurl's own default.
    func set(_ option: CURLoption, _ value: String?) throws(CurlError) {
        try CurlError.check(ccurl_set_string(handle, option, value))
    }

    /// Whether the last `perform` used a connection of an earlier one (`CURLINFO_NUM_CONNECTS` is 0).
    var reusedConnection: Bool {
        var made = 0
        return ccurl_get_long(handle, CURLINFO_NUM_CONNECTS, &made) == CURLE_OK && made == 0
    }

    /// Sends the mail of `exchange` to `recipient` (nil: no mail, a command) with `curl_easy_perform`, and returns
    /// libcurl's words for its failure; empty: it saw none.
    func perform(_ exchange: inout SMTPExchange, to recipient: String?) -> String {
        let recipients = recipient.flatMap { ccurl_slist_append(nil, $0) }
        defer { ccurl_slist_free_all(recipients) }
        var words = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))
        let code = words.withUnsafeMutableBufferPointer { words in
            withUnsafeMutablePointer(to: &exchange) { exchange in
                point(at: exchange, recipients: recipients, errors: words.baseAddress)
                // What is said after this call is said to nobody.
                defer { point(at: nil, recipients: nil, errors: nil) }
                return ccurl_easy_perform(handle)
            }
        }
        guard code != CURLE_OK else { return "" }
        let text = String(decoding: words.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        return text.isEmpty ? CurlError(code).description : text
    }

    /// Setting a pointer cannot fail.
    private func point(
        at exchange: UnsafeMutablePointer<SMTPExchange>?, recipients: UnsafeMutablePointer<curl_slist>?,
        errors: UnsafeMutablePointer<CChar>?
    ) {
        _ = ccurl_set_reader(handle, readMail, exchange)
        _ = ccurl_set_listener(handle, hearReply, exchange)
        _ = ccurl_set_tracer(handle, noteCommand, exchange)
        _ = ccurl_set_pointer(handle, CURLOPT_MAIL_RCPT, recipients)
        _ = ccurl_set_pointer(handle, CURLOPT_ERRORBUFFER, errors)
    }
}

/// `CURLOPT_READFUNCTION`: libcurl wants more of the mail.
private let readMail: curl_read_callback = { buffer, size, count, context in
    guard let buffer, let exchange = context?.assumingMemoryBound(to: SMTPExchange.self) else {
        return Int(CURL_READFUNC_ABORT)
    }
    return exchange.pointee.read(into: UnsafeMutableRawBufferPointer(start: buffer, count: size * count))
}

/// `CURLOPT_HEADERFUNCTION`: a line from the server. Any count but that of the line's bytes ends the dialogue.
private let hearReply: curl_write_callback = { line, size, count, context in
    guard let line, let exchange = context?.assumingMemoryBound(to: SMTPExchange.self) else { return size * count }
    let goesOn = exchange.pointee.dialogue.received(UnsafeRawBufferPointer(start: line, count: size * count))
    return goesOn ? size * count : 0
}

/// `CURLOPT_DEBUGFUNCTION`: the one place that shows which commands were sent.
private let noteCommand: curl_debug_callback = { _, kind, bytes, count, context in
    guard kind == CURLINFO_HEADER_OUT, let bytes, let exchange = context?.assumingMemoryBound(to: SMTPExchange.self)
    else { return 0 }
    exchange.pointee.dialogue.sent(UnsafeRawBufferPointer(start: bytes, count: count))
    return 0
}
