/// What one check found.
struct Finding {
    enum Grade: String {
        case good = "ok"
        /// The desk works, but something is not as it might be expected.
        case remark = "note"
        case bad = "problem"
    }

    /// What was checked, in a word.
    var subject: String
    var grade: Grade
    /// What was found; for a problem also what to do.
    var text: String

    static func good(_ subject: String, _ text: String) -> Finding {
        Finding(subject: subject, grade: .good, text: text)
    }

    static func remark(_ subject: String, _ text: String) -> Finding {
        Finding(subject: subject, grade: .remark, text: text)
    }

    static func bad(_ subject: String, _ text: String) -> Finding {
        Finding(subject: subject, grade: .bad, text: text)
    }
}
