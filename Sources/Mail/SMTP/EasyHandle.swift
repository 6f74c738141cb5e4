import CCurl

/// Owns a `CURL *` of libcurl's easy interface for sending mail; ended with `curl_easy_cleanup`.
struct EasyHandle: ~Copyable {
    let pointer: UnsafeMutableRawPointer

    /// `curl_global_init` wants to be called once; the constant sees to it.
    private static let library = ccurl_global_init(Int(CURL_GLOBAL_ALL))

    /// Loads libcurl, which the first call of all must do.
    static func loadLibrary() throws(CurlError) { try CurlError.check(library) }

    /// `curl_easy_init`.
    init() throws(CurlError) {
        try Self.loadLibrary()
        guard let pointer = ccurl_easy_init() else { throw CurlError(CURLE_FAILED_INIT) }
        self.pointer = pointer
    }

    deinit { ccurl_easy_cleanup(pointer) }

    /// `curl_easy_setopt` with a number.
    func set(_ option: CURLoption, _ value: Int) throws(CurlError) {
        try CurlError.check(ccurl_set_long(pointer, option, value))
    }

    /// `curl_easy_setopt` with a text, of which libcurl keeps a copy; nil: none, not libcurl's own default.
    func set(_ option: CURLoption, _ value: String?) throws(CurlError) {
        try CurlError.check(ccurl_set_string(pointer, option, value))
    }

    /// Whether the last transfer used a connection of an earlier one (`CURLINFO_NUM_CONNECTS` is 0).
    var reusedConnection: Bool {
        var made = 0
        return ccurl_get_long(pointer, CURLINFO_NUM_CONNECTS, &made) == CURLE_OK && made == 0
    }

    /// Our port of the connection that is used, or was last (`CURLINFO_LOCAL_PORT`); 0: there is none.
    var localPort: Int {
        var port = 0
        return ccurl_get_long(pointer, CURLINFO_LOCAL_PORT, &port) == CURLE_OK ? port : 0
    }

    /// Goes on after a callback that wanted a pause (`curl_easy_pause`).
    func goOn() { _ = ccurl_easy_pause(pointer, CURLPAUSE_CONT) }
}
