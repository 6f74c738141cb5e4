import CCurl

/// Owns a `CURLM *` of libcurl's multi interface: transfers side by side in one thread, and the connections that they
/// share. Ended with `curl_multi_cleanup`, which says QUIT to the servers that are still connected.
struct MultiHandle: ~Copyable {
    private let pointer: UnsafeMutableRawPointer

    /// `curl_multi_init`.
    init() throws(CurlError) {
        try EasyHandle.loadLibrary()
        guard let pointer = ccurl_multi_init() else { throw CurlError(CURLE_FAILED_INIT) }
        self.pointer = pointer
    }

    deinit { ccurl_multi_cleanup(pointer) }

    /// `curl_multi_add_handle`.
    func add(_ easy: borrowing EasyHandle) throws(CurlError) {
        try CurlError.check(ccurl_multi_add_handle(pointer, easy.pointer))
    }

    /// `curl_multi_remove_handle`: the connection of a transfer that has not ended is closed.
    func remove(_ easy: borrowing EasyHandle) { _ = ccurl_multi_remove_handle(pointer, easy.pointer) }

    /// Does what can be done without waiting (`curl_multi_perform`); but many a libcurl waits in it for the answer to the
    /// last dot of a mail.
    func perform() throws(CurlError) { try CurlError.check(ccurl_multi_perform(pointer)) }

    /// Waits until there is something to do, or `limit`, which is rounded up to milliseconds, is over (`curl_multi_poll`).
    func wait(for limit: Duration) throws(CurlError) {
        try CurlError.check(ccurl_multi_poll(pointer, Int32(max(0, limit / .milliseconds(1)).rounded(.up))))
    }

    /// Which transfer has ended, and how (`curl_multi_info_read`); each is given once.
    func nextEnded() -> (easy: UnsafeMutableRawPointer, code: CURLcode)? {
        var code = CURLE_OK
        return ccurl_multi_ended(pointer, &code).map { ($0, code) }
    }
}
