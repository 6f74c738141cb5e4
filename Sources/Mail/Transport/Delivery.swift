/// What became of one attempt to hand a mail over.
///
/// The texts are one line, made safe to show and log, and at most 300 characters.
public enum Delivery: Hashable, Sendable {
    /// The other side has taken it over. `providerID` is what it calls the mail, or its whole answer when it gave none.
    case sent(providerID: String)
    /// Refused for good. `code` is the server's; nil: it was never asked.
    case failed(code: Int?, text: String)
    /// Not taken over now; another attempt may do. `code` is the server's; nil: it gave no answer.
    case retry(code: Int?, text: String)
    /// All of the mail was sent, and then no answer came: only the recipient knows.
    case uncertain(text: String)

    /// All but the end of the mail was sent, and then that was not to go out any more.
    static let broughtToNoEnd = Delivery.retry(code: nil, text: "It was given up before its end was sent.")
}
