public import Booking
public import Postgres

/// Everything that can keep the store from doing what it is asked.
public enum StoreError: Error, Sendable {
    /// The practice's rules or another desk: nothing is wrong with the database.
    case booking(BookingError)
    case database(PostgresError)
    case schema(SchemaError)
    /// The practice's time zone is not known to this machine.
    case zone(ZoneError)
}
