/// How long a service takes and what it keeps busy around itself. All lengths in minutes of elapsed time.
public struct ServiceTimes: Hashable, Sendable {
    public var id: ServiceID
    /// What the customer books and pays for; at least 1.
    public var duration: Int
    /// Before the start: therapist and room.
    public var prep: Int
    /// After the end: therapist.
    public var recovery: Int
    /// After the end: room.
    public var turnover: Int

    public init(id: ServiceID, duration: Int, prep: Int = 0, recovery: Int = 0, turnover: Int = 0) {
        self.id = id
        self.duration = duration
        self.prep = prep
        self.recovery = recovery
        self.turnover = turnover
    }
}
