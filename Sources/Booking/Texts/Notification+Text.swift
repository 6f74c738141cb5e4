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

    /// In a word, as people see it: `sent` is said only of what went to a mail server. Programs get `sent` of both, with
    /// the file beside it.
    public var statusName: String { outboxFile == nil ? status.rawValue : "written" }

    /// The booking was changed before the mail went out, and so it never will.
    public var isWithdrawn: Bool { lastError?.hasPrefix("withdrawn:") == true }

    /// The last error is a sentence of this program, and not what a server or the network said.
    public var hasWordsOfOurOwn: Bool {
        lastError.map { $0.hasPrefix("withdrawn:") || $0.hasPrefix("given up") || $0.hasPrefix("an earlier") } ?? false
    }
}
