/// The five characters by which PostgreSQL names a condition (appendix A of its manual).
public struct SQLState: RawRepresentable, Hashable, Sendable {
    public var rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The first two characters: the family.
    public var family: String { String(rawValue.prefix(2)) }

    /// Whether the same statement may succeed at another time: what is refused is not the statement itself, but anything of
    /// its kind just now (a full disk, a lock, a standby, a limit, an administrator).
    public var mayPass: Bool {
        ["08", "25", "40", "53", "55", "57", "58"].contains(family)
    }

    public static let featureNotSupported = SQLState(rawValue: "0A000")
    public static let invalidParameterValue = SQLState(rawValue: "22023")
    public static let notNullViolation = SQLState(rawValue: "23502")
    public static let foreignKeyViolation = SQLState(rawValue: "23503")
    public static let uniqueViolation = SQLState(rawValue: "23505")
    public static let checkViolation = SQLState(rawValue: "23514")
    public static let exclusionViolation = SQLState(rawValue: "23P01")
    public static let readOnlyTransaction = SQLState(rawValue: "25006")
    public static let failedTransaction = SQLState(rawValue: "25P02")
    public static let unknownPreparedStatement = SQLState(rawValue: "26000")
    public static let serializationFailure = SQLState(rawValue: "40001")
    public static let deadlockDetected = SQLState(rawValue: "40P01")
    public static let insufficientPrivilege = SQLState(rawValue: "42501")
    public static let undefinedTable = SQLState(rawValue: "42P01")
    public static let diskFull = SQLState(rawValue: "53100")
    public static let lockNotAvailable = SQLState(rawValue: "55P03")
    public static let queryCanceled = SQLState(rawValue: "57014")
    public static let raisedException = SQLState(rawValue: "P0001")
}
