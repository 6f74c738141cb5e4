import CCurl

/// A code of libcurl's that says that something failed.
struct CurlError: Error, CustomStringConvertible {
    /// `curl_easy_strerror`, or `curl_multi_strerror`.
    let description: String

    init(_ code: CURLcode) {
        description = String(cString: ccurl_easy_strerror(code))
    }

    init(_ code: CURLMcode) {
        description = String(cString: ccurl_multi_strerror(code))
    }

    static func check(_ code: CURLcode) throws(CurlError) {
        guard code == CURLE_OK else { throw CurlError(code) }
    }

    static func check(_ code: CURLMcode) throws(CurlError) {
        guard code == CURLM_OK else { throw CurlError(code) }
    }
}
