import BookingStore
import Postgres

/// A session of its own that hears what other sessions announce.
struct Listener: ~Copyable {
    private var connection: Connection

    private init(_ connection: consuming Connection) {
        self.connection = connection
    }

    /// Hears what is committed from now on.
    static func open(_ parameters: ConnectionParameters) throws(StoreError) -> Listener {
        do {
            var connection = try Connection.open(parameters)
            try connection.run(Statement.listen(on: "touchbase"))
            return Listener(connection)
        } catch {
            throw .database(error)
        }
    }

    /// Waits for an announcement, for `stop`, or for the end of `limit`.
    mutating func wait(for stop: StopSignal, within limit: Duration) throws(StoreError) {
        do {
            _ = try connection.advance()
            guard connection.takeNotifications().isEmpty else { return }
            stop.wait(for: connection.socket, within: limit)
            _ = try connection.advance()
            _ = connection.takeNotifications()
        } catch {
            throw .database(error)
        }
    }
}
