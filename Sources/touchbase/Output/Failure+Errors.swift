import Booking
import BookingStore
import EmbeddedServer
import Mail
import Postgres

extension Failure {
    /// The one place where errors of all modules become words and an exit status.
    ///
    /// - Parameter practice: the names and the clock for errors that speak of bookings, when they are known.
    init(_ error: any Error, practice: PracticeView?) {
        switch error {
        case let failure as Failure: self = failure
        case let error as StoreError: self.init(error, practice: practice)
        case let error as PostgresError: self.init(error)
        case EmbeddedServerError.inUse: self.init(code: .conflict, message: EmbeddedServerError.inUse.description)
        case let error as EmbeddedServerError: self.init(code: .unavailable, message: error.description)
        case let error as SourceError: self.init(error)
        case let error as ZoneError: self.init(code: .unavailable, message: error.message)
        case let error as MailServerProblem: self.init(code: .invalid, message: error.description)
        case let error as SMTPServerError: self.init(code: .invalid, message: error.description)
        case let error as PasswordFileError: self.init(code: .invalid, message: error.description)
        case let error as OutboxError: self.init(code: .unavailable, message: error.description)
        case let error as TemplateError: self.init(code: .invalid, message: error.description)
        case let error as MessageError: self.init(code: .invalid, message: error.description)
        case let error as TextFileError: self.init(code: error.isMissing ? .notFound : .invalid, message: error.text)
        case let error as TypedTextError: self.init(code: .invalid, message: error.description)
        default: self.init(code: .unavailable, message: "Something unforeseen went wrong: \(error)")
        }
    }

    private init(_ error: StoreError, practice: PracticeView?) {
        switch error {
        case .booking(let error):
            guard let practice else {
                self.init(code: Self.code(of: error), message: "The booking was not made or changed.")
                return
            }
            self.init(error, practice: practice)
        case .database(let error): self.init(error)
        case .schema(let error): self.init(code: .unavailable, message: error.message)
        case .zone(let error): self.init(code: .unavailable, message: error.message)
        }
    }

    /// An error of the rules or of a race, with the times of the practice.
    init(_ error: BookingError, practice: PracticeView) {
        self.init(code: Self.code(of: error), message: error.text(clock: practice.clock))
        self.practice = practice
    }

    private static func code(of error: BookingError) -> Code {
        switch error {
        case .conflict: .conflict
        case .holdExpired: .expired
        case .notBookable: .notBookable
        case .notFound: .notFound
        case .alreadyConfirmed, .wrongStatus, .tooEarly, .customerMissing: .invalid
        }
    }

    /// What the database refuses because of a value (SQLSTATE classes 22 and 23) is the value's fault, not the
    /// server's.
    private init(_ error: PostgresError) {
        switch error {
        case .notSent: self.init(code: .invalid, message: error.message)
        case .connectionFailed(let failure): self.init(failure, addressIn: nil)
        case .server(let server) where ["22", "23"].contains(server.sqlState.rawValue.prefix(2)):
            self.init(code: .invalid, message: Self.sentence(onRule: server.constraint) ?? error.message)
        default: self.init(code: .unavailable, message: error.message)
        }
    }

    /// An address that cannot be read is a setting's fault, not the server's.
    ///
    /// - Parameter source: where it was given.
    init(_ failure: ConnectionFailure, addressIn source: String?) {
        self.init(
            code: failure.reason == .malformedAddress ? .invalid : .unavailable,
            message: failure.message(addressIn: source))
    }

    /// What a named rule of the schema says of values that people give. They were looked at before; this is for those
    /// that came another way.
    private static func sentence(onRule name: String?) -> String? {
        switch name {
        case "name_is_visible", "name_is_one_line": TypedTextError.name.description
        case "phone_is_a_number": TypedTextError.phone.description
        case "customer_notes_fit": TypedTextError.notes.description
        case "booking_history_note_fits": TypedTextError.reason.description
        case "email_is_one_address": "This is no email address that mail can be sent to."
        case "customer_email_is_unique": "Another customer has that email address."
        default: nil
        }
    }

    private init(_ error: SourceError) {
        let count = error.problems.count
        self.init(
            code: .invalid,
            message: "\(error.file) cannot be used: \(count) \(count == 1 ? "problem" : "problems").",
            details: error.problems.map { "\(error.file):\($0.line): \($0.text)" })
    }
}
