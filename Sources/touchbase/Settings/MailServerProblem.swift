import Mail

/// A mail server's URL that cannot be used.
struct MailServerProblem: Error, CustomStringConvertible {
    var error: SMTPServerError
    /// Where it was given: a variable, or a file and its line.
    var place: String

    var description: String { "\(error) It is in \(place)." }
}
