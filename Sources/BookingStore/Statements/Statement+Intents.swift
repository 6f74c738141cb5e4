import Availability
public import Booking
public import Postgres

extension Statement where Output == Result<Booking, BookingError> {
    /// One intent in one round trip: what was done, or why it was not.
    ///
    /// `.notBookable` comes without reasons: the database only knows that there are some. What was done is announced
    /// behind it.
    public static func perform(_ intent: Intent) -> Statement {
        let call = Call(intent)
        return .one(call.name, call.question, call.parameters) { row throws(PostgresError) in
            try outcome(of: intent, row)
        }.kept.followed(by: announcement)
    }

    /// Tells the other desks, and whoever sends mails, what the session has changed just now. In a transaction of its own,
    /// because those that announce something commit one after the other in all of the server: with the change itself in
    /// it, each would wait for the disk in turn.
    private static var announcement: Statement<Int> { Statement<Int>("announce", "select announce()").kept }

    private static func outcome(
        of intent: Intent, _ row: Row
    ) throws(PostgresError) -> Result<Booking, BookingError> {
        let outcome: String = try row["outcome"]
        switch (outcome, intent.action.reference) {
        case ("done", _), ("replayed", _): return .success(try BookingColumns.require(row, prefix: "booking_"))
        case ("conflict", _): return .failure(.conflict(BookingConflictError(try blocker(row))))
        case ("not_bookable", _): return .failure(.notBookable([]))
        case ("not_found", let reference?): return .failure(.notFound(reference))
        default: break
        }
        let booking = try BookingColumns.require(row, prefix: "booking_")
        switch outcome {
        case "expired": return .failure(.holdExpired(booking))
        case "already_confirmed": return .failure(.alreadyConfirmed(booking))
        case "wrong_status": return .failure(.wrongStatus(booking))
        case "too_early": return .failure(.tooEarly(booking))
        case "customer_missing": return .failure(.customerMissing(booking))
        default:
            let problem = "an outcome that this program does not know"
            throw .decoding(DecodingFailure(statement: row.statement, column: "outcome", problem: problem))
        }
    }

    /// The rival may have gone between the refused insert and the look for it: then nobody can be named.
    private static func blocker(_ row: Row) throws(PostgresError) -> BookingConflictError.Cause {
        guard let booking = try BookingColumns.read(row, prefix: "blocker_") else { return .contended }
        let resource = try row.value("blocked", as: String.self) { BookingConflictError.Resource(rawValue: $0) }
        return .taken(by: booking, resource)
    }
}

/// An intent as a call of its function.
private struct Call {
    let name: String
    /// The whole statement; made once, for it is long and always the same.
    let question: String
    let parameters: [any Bindable]

    init(_ intent: Intent) {
        let request = intent.request.description
        let who: [any Bindable] = [intent.desk.staff, intent.desk.terminal]
        switch intent.action {
        case .hold(let service, let therapist, let room, let start, let customer):
            (name, question) = ("hold", Self.hold)
            parameters =
                [
                    request, service.rawValue, therapist.rawValue, room.rawValue, start.secondsSinceEpoch,
                    customer?.rawValue,
                ] + who
        case .confirm(let reference, let customer):
            (name, question) = ("confirm", Self.confirm)
            parameters = [request, reference.description, customer?.rawValue] + who
        case .cancel(let reference, let reason):
            (name, question) = ("cancel", Self.cancel)
            parameters = [request, reference.description, reason] + who
        case .move(let reference, let therapist, let room, let start):
            (name, question) = ("move", Self.move)
            parameters =
                [request, reference.description, therapist.rawValue, room.rawValue, start.secondsSinceEpoch] + who
        case .mark(let reference, let status):
            (name, question) = ("mark", Self.mark)
            parameters = [request, reference.description, status.rawValue] + who
        }
    }

    private static let hold = question(
        "hold($1::uuid, $2::integer, $3::integer, $4::integer, to_timestamp($5::bigint), $6::bigint, $7, $8)")
    private static let confirm = question("confirm($1::uuid, $2, $3::bigint, $4, $5)")
    private static let cancel = question("cancel($1::uuid, $2, $3, $4, $5)")
    private static let move = question("move($1::uuid, $2, $3::integer, $4::integer, to_timestamp($5::bigint), $6, $7)")
    private static let mark = question("mark($1::uuid, $2, $3, $4, $5)")

    private static func question(_ call: String) -> String {
        """
        select a.outcome, a.blocked, \(BookingColumns.list(from: "(a.booking)", prefix: "booking_")), \
        \(BookingColumns.list(from: "(a.blocker)", prefix: "blocker_"))
        from \(call) a
        """
    }
}

extension Intent.Action {
    fileprivate var reference: Reference? {
        switch self {
        case .hold: nil
        case .confirm(let reference, _), .cancel(let reference, _), .move(let reference, _, _, _),
            .mark(let reference, _):
            reference
        }
    }
}
