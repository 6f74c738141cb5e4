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
        case let error as EmbeddedServerError: self.init(code: .unavailable, message: error.description)
        case let error as SourceError: self.init(error)
        case let error as ZoneError: self.init(code: .unavailable, message: error.message)
        case let error as SMTPServerError: self.init(code: .invalid, message: error.description)
        case let error as PasswordFileError: self.init(code: .invalid, message: error.description)
        case let error as TextFileError: self.init(code: error.isMissing ? .notFound : .invalid, message: error.text)
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
        case .alreadyConfirmed, .wrongStatus, .customerMissing: .invalid
        }
    }

    /// What the database refuses because of a value (SQLSTATE classes 22 and 23) is the value's fault, not the server's.
    private init(_ error: PostgresError) {
        let isValue =
            switch error {
            case .notSent: true
            case .server(let error): ["22", "23"].contains(error.sqlState.rawValue.prefix(2))
            default: false
            }
        self.init(code: isValue ? .invalid : .unavailable, message: error.message)
    }

    private init(_ error: SourceError) {
        let count = error.problems.count
        self.init(
            code: .invalid,
            message:
                "\(error.file) cannot be used: \(count) \(count == 1 ? "problem" : "problems"). Nothing was changed.",
            details: error.problems.map { "\(error.file):\($0.line): \($0.text)" })
    }
}
