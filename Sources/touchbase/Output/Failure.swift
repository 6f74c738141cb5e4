import Availability

/// Why a command did not do what it was asked: one value for people, for programs and for the shell.
struct Failure: Error {
    enum Code: String {
        /// Somebody else has it.
        case conflict
        /// The hold ran out.
        case expired
        /// The practice's rules are against it.
        case notBookable = "not_bookable"
        /// There is no such booking, service, therapist, room or file.
        case notFound = "not_found"
        /// What was given cannot be understood, or does not fit how things stand.
        case invalid
        /// The database or the mail server cannot be reached.
        case unavailable
    }

    var code: Code
    /// One sentence or two: what is the matter and what to do next.
    var message: String
    /// More lines for people, such as one for each problem in a file.
    var details: [String] = []
    var reasons: [ExplainedReason] = []
    /// Slots that can be booked instead.
    var alternatives: [Slot] = []
    /// The names for what is in `alternatives`.
    var practice: PracticeView?

    var status: ExitStatus {
        switch code {
        case .conflict: .conflict
        case .unavailable: .unavailable
        case .expired, .notBookable, .notFound, .invalid: .badData
        }
    }
}

extension Failure {
    /// Nothing has been imported yet.
    static let noPractice = Failure(
        code: .invalid,
        message: "There is no practice yet. Look at a sample one: touchbase demo. "
            + "Or describe your own: touchbase practice sample > practice.toml, then touchbase practice import practice.toml"
    )
}

extension Failure: Report {
    func write(to page: inout TextPage) {
        page.line(message)
        for reason in reasons { page.line("  \(reason.sentence).") }
        for detail in details { page.line("  \(detail)") }
        guard let practice, !alternatives.isEmpty else { return }
        page.line("These can be booked instead:")
        page.table(alternatives.map(practice.row(of:)), indent: 2)
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("error") { json in
                json.object { json in
                    json.member("code", code.rawValue)
                    json.member("message", ([message] + details).joined(separator: "\n"))
                    if code == .notBookable { json.member("reasons", each: reasons) { $0.value($1) } }
                    json.member("alternatives", each: alternatives) { json, slot in
                        if let practice { json.slot(slot, practice) }
                    }
                }
            }
        }
    }
}
