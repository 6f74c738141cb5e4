import CCurl

/// A `CURLcode` other than `CURLE_OK`.
struct CurlError: Error, CustomStringConvertible {
    let code: CURLcode

    /// `curl_easy_strerror`.
    var description: String { String(cString: ccurl_easy_strerror(code)) }

    init(_ code: CURLcode) {
        self.code = code
    }

    static func check(_ code: CURLcode) throws(CurlError) {
        guard code == CURLE_OK else { throw CurlError(code) }
    }
}
