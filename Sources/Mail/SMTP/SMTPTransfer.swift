import CCurl

/// Takes one mail, or one command, after the other through libcurl, each from `begin` to `end`.
///
/// A class, for libcurl's callbacks need a place that stays where it is.
final class SMTPTransfer {
    let handle: EasyHandle
    /// What is under way, or was last.
    private(set) var exchange: SMTPExchange
    /// libcurl's words for how it ended, empty where it saw no failure; nil: it is under way.
    private(set) var problem: String? = ""
    private let sockets: OpenSockets
    private var recipients: UnsafeMutablePointer<curl_slist>?
    private let words: UnsafeMutablePointer<CChar>

    init(_ handle: consuming EasyHandle, among sockets: OpenSockets) throws(CurlError) {
        try sockets.watch(handle)
        self.handle = handle
        self.sockets = sockets
        exchange = SMTPExchange([], dialogue: SMTPDialogue(needsSMTPUTF8: false, security: .none))
        words = .allocate(capacity: Int(CURL_ERROR_SIZE))
    }

    deinit {
        ccurl_slist_free_all(recipients)
        words.deallocate()
    }

    var isUnderWay: Bool { problem == nil }

    /// What became of its mail.
    var delivery: Delivery { exchange.dialogue.delivery(problem ?? "") }

    /// Why its command did not end well; nil when it did.
    var obstacle: String? { exchange.dialogue.obstacle(problem ?? "") }

    /// Begins to send the mail of `exchange` to `recipient` (nil: no mail, a command), as one of the transfers of `multi`.
    func begin(_ exchange: SMTPExchange, to recipient: String?, in multi: borrowing MultiHandle) throws(CurlError) {
        self.exchange = exchange
        recipients = recipient.flatMap { ccurl_slist_append(nil, $0) }
        words[0] = 0
        point(at: Unmanaged.passUnretained(self).toOpaque(), recipients: recipients, errors: words)
        do {
            try multi.add(handle)
            problem = nil
        } catch {
            end(in: multi)
            throw error
        }
    }

    func note(ended code: CURLcode) {
        guard code != CURLE_OK else {
            problem = ""
            return
        }
        problem = words[0] == 0 ? CurlError(code).description : String(cString: words)
    }

    /// Lets go of it; when it has not ended, its connection is closed, and nothing more of a mail is sent.
    ///
    /// What is said after it is said to nobody.
    func end(in multi: borrowing MultiHandle) {
        // libcurl sends the last dot of a mail that is removed, be it the half of it.
        if isUnderWay { sockets.shut(onPort: handle.localPort) }
        multi.remove(handle)
        point(at: nil, recipients: nil, errors: nil)
        ccurl_slist_free_all(recipients)
        recipients = nil
        problem = problem ?? ""
    }

    /// Lets the last dot go.
    func releaseDot() {
        exchange.releaseDot()
        handle.goOn()
    }

    /// Whether the server said something out of turn, or hung up, while the last dot waited.
    var wasLeft: Bool { sockets.hasInput(onPort: handle.localPort) }

    /// Setting a pointer cannot fail.
    private func point(
        at context: UnsafeMutableRawPointer?, recipients: UnsafeMutablePointer<curl_slist>?,
        errors: UnsafeMutablePointer<CChar>?
    ) {
        _ = ccurl_set_reader(handle.pointer, readMail, context)
        _ = ccurl_set_listener(handle.pointer, hearReply, context)
        _ = ccurl_set_tracer(handle.pointer, noteCommand, context)
        _ = ccurl_set_pointer(handle.pointer, CURLOPT_MAIL_RCPT, recipients)
        _ = ccurl_set_pointer(handle.pointer, CURLOPT_ERRORBUFFER, errors)
    }

    /// The one that a callback is about.
    fileprivate static func behind(_ context: UnsafeMutableRawPointer?) -> SMTPTransfer? {
        context.map { Unmanaged<SMTPTransfer>.fromOpaque($0).takeUnretainedValue() }
    }

    fileprivate func read(into buffer: UnsafeMutableRawBufferPointer) -> Int { exchange.read(into: buffer) }

    fileprivate func received(_ line: UnsafeRawBufferPointer) -> Bool { exchange.dialogue.received(line) }

    fileprivate func sent(_ command: UnsafeRawBufferPointer) { exchange.dialogue.sent(command) }
}

/// `CURLOPT_READFUNCTION`: libcurl wants more of the mail.
private let readMail: curl_read_callback = { buffer, size, count, context in
    guard let buffer, let transfer = SMTPTransfer.behind(context) else { return Int(CURL_READFUNC_ABORT) }
    return transfer.read(into: UnsafeMutableRawBufferPointer(start: buffer, count: size * count))
}

/// `CURLOPT_HEADERFUNCTION`: a line from the server. Any count but that of the line's bytes ends the dialogue.
private let hearReply: curl_write_callback = { line, size, count, context in
    guard let line, let transfer = SMTPTransfer.behind(context) else { return size * count }
    return transfer.received(UnsafeRawBufferPointer(start: line, count: size * count)) ? size * count : 0
}

/// `CURLOPT_DEBUGFUNCTION`: the one place that shows which commands were sent.
private let noteCommand: curl_debug_callback = { _, kind, bytes, count, context in
    guard kind == CURLINFO_HEADER_OUT, let bytes, let transfer = SMTPTransfer.behind(context) else { return 0 }
    transfer.sent(UnsafeRawBufferPointer(start: bytes, count: count))
    return 0
}
