import Glibc

extension ConnectionParameters {
    /// The hosts that libpq would look up, waiting for it: neither numbers nor sockets, and without a `hostaddr`.
    var namesToLookUp: [String] {
        guard keywords["hostaddr"] == nil, getenv("PGHOSTADDR") == nil else { return [] }
        return hosts.filter { Self.isName($0) }
    }

    /// The same, with the addresses of the names: a host of several addresses becomes several hosts, as libpq would
    /// try them. The names stay, for the certificates and for messages.
    ///
    /// - Returns: nil when no host is left, for no name has an address.
    func resolved(by addresses: [String: [String]]) -> ConnectionParameters? {
        let ports = list("port", "PGPORT")
        var places: [(host: String, address: String, port: String)] = []
        for (index, host) in hosts.enumerated() {
            let port = ports.count == 1 ? ports[0] : ports.indices.contains(index) ? ports[index] : ""
            let numbers = Self.isName(host) ? addresses[host] ?? [] : [""]
            places += numbers.map { (host, $0, port) }
        }
        guard !places.isEmpty else { return nil }
        var keywords = keywords
        keywords["host"] = places.map(\.host).joined(separator: ",")
        keywords["hostaddr"] = places.map(\.address).joined(separator: ",")
        keywords["port"] = places.map(\.port).joined(separator: ",")
        return ConnectionParameters(exactly: keywords)
    }

    /// The same, but with hosts that nobody need look up, and where nothing answers: what libpq has against the rest of
    /// it shows at once.
    var withoutPlace: ConnectionParameters {
        ConnectionParameters(
            exactly: keywords.merging(["host": hosts.map { _ in "/" }.joined(separator: ",")]) { _, nowhere in nowhere }
        )
    }

    private var hosts: [String] { list("host", "PGHOST") }

    private func list(_ keyword: String, _ variable: String) -> [String] {
        let text = keywords[keyword] ?? getenv(variable).map { String(cString: $0) } ?? ""
        return text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }

    private static func isName(_ host: String) -> Bool {
        guard !host.isEmpty, !host.hasPrefix("/"), !host.hasPrefix("@") else { return false }
        var room = in6_addr()
        return inet_pton(AF_INET, host, &room) != 1 && inet_pton(AF_INET6, host, &room) != 1
    }
}
