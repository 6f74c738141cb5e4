/// What the customer reads, before anything of mail is put around it.
public struct Letter: Hashable, Sendable {
    /// One line.
    public var subject: String
    /// Lines end in `\n`, the last one too.
    public var text: String
    /// The same as a page of HTML; nil: plain text alone.
    public var html: String?
    /// The appointment for the customer's calendar; nil: none.
    public var invite: Invite?

    public init(subject: String, text: String, html: String? = nil, invite: Invite? = nil) {
        self.subject = subject
        self.text = text
        self.html = html
        self.invite = invite
    }
}
