extension Notification {
    /// The name of its file, when it went to no server but was written to the outbox folder; nil: it was not, or not yet.
    ///
    /// Such a name, `20260505T142000Z-K7M2QX-9f3a61c20b7d4e15.eml`, is nothing that a server calls a mail.
    public var outboxFile: String? {
        guard let name = providerID, name.utf8.count == 44, name.hasSuffix(".eml"),
            name.split(separator: "-").map(\.utf8.count) == [16, 6, 20]
        else { return nil }
        return name
    }

    /// In a word or two, as people see it: `sent` is said only of what went to a mail server, and `failed` only of what
    /// was to go there. Programs get the status, with the file or the last error beside it.
    public var statusName: String {
        if outboxFile != nil { return "written" }
        return switch status {
        case .failed where isWithdrawn: "not sent"
        case .uncertain where isHeldBack: "held back"
        default: status.rawValue
        }
    }

    /// The booking was changed before the mail went out, and so it never will.
    public var isWithdrawn: Bool { lastError?.hasPrefix(Self.withdrawn) == true }

    /// A backup was restored in which the mail was still to be sent: it may have gone out since, and waits for somebody
    /// to say whether it is to.
    public var isHeldBack: Bool { status == .uncertain && lastError?.hasPrefix(Self.heldBack) == true }

    /// The last error is a sentence of this program, and not what a server or the network said.
    public var hasWordsOfOurOwn: Bool {
        [Self.withdrawn, Self.heldBack, "given up", "an earlier"].contains { lastError?.hasPrefix($0) == true }
    }

    /// What is to be said behind the status's name: the last error, or the reason for which there was no attempt.
    public var reason: String? {
        guard let lastError else { return nil }
        if isHeldBack { return String(lastError.dropFirst(Self.heldBack.count)) }
        guard isWithdrawn else { return lastError }
        let change = String(lastError.dropFirst(Self.withdrawn.count)).replacing(" before it was sent", with: " first")
        return status == .failed ? change : "not sent again: \(change)"
    }

    /// What the database writes before the reason.
    private static let withdrawn = "withdrawn: "
    private static let heldBack = "held back: "
}
