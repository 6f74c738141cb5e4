/// What the customer reads: plain text, before anything of mail is put around it.
public struct Letter: Hashable, Sendable {
    /// One line.
    public var subject: String
    /// Lines end in `\n`, the last one too.
    public var text: String

    public init(subject: String, text: String) {
        self.subject = subject
        self.text = text
    }
}
