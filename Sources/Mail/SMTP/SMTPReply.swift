import Booking

/// What the server said to one command (RFC 5321 section 4.2).
struct SMTPReply: Hashable {
    let code: Int
    /// The texts of its lines, joined; made safe.
    let text: String

    /// What the server calls the mail that it has just taken, or all that it said.
    ///
    /// No standard says where the name stands; these are the forms of Postfix and Mailpit, Exim, Sendmail and OpenSMTPD,
    /// and Amazon SES.
    var mailName: String {
        let words = text.split(separator: " ").filter { !$0.isEnhancedStatus }
        let lower = words.map { $0.lowercased() }
        if let queued = lower.firstIndex(of: "queued"), lower.dropFirst(queued + 1).first == "as",
            queued + 2 < words.count
        {
            return String(words[queued + 2])
        }
        if let word = words.first(where: { $0.hasPrefix("id=") }) { return String(word.dropFirst(3)) }
        if lower.dropFirst() == ["message", "accepted", "for", "delivery"] { return String(words[0]) }
        if lower.count == 2, lower[0] == "ok" { return String(words[1]) }
        return text.isEmpty ? String(code) : text
    }
}

extension Substring {
    /// `2.0.0` and the like (RFC 3463).
    fileprivate var isEnhancedStatus: Bool {
        let parts = split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 3 && parts.allSatisfy { (1...3).contains($0.utf8.count) && $0.utf8.allSatisfy(\.isDigit) }
    }
}
