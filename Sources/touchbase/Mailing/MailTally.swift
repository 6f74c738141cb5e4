import BookingStore

/// How many mails ended in which way.
struct MailTally: Report {
    /// The folder in which mails end as files; nil: a server takes them.
    let outbox: String?
    private var sent = 0
    private var failed = 0
    private var uncertain = 0
    private var retried = 0

    init(outbox: String?) {
        self.outbox = outbox
    }

    mutating func count(_ outcome: MailOutcome) {
        switch outcome {
        case .sent: sent += 1
        case .failed: failed += 1
        case .uncertain: uncertain += 1
        case .retry: retried += 1
        }
    }

    func write(to page: inout TextPage) {
        page.line(
            "\(sent) \(outbox == nil ? "sent" : "written"), \(failed) failed, \(uncertain) uncertain, \(retried) to be tried again"
        )
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("sent", sent)
            json.member("failed", failed)
            json.member("uncertain", uncertain)
            json.member("retried", retried)
        }
    }
}
