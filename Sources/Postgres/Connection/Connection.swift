/// One session with a PostgreSQL server; the owner of a `PGconn`.
///
/// It never waits in its non-blocking methods: `start`, then `send` and `advance` whenever `poll` says so. The blocking
/// methods are the same machine with a `poll` of their own. One request is under way at a time. Not for sharing
/// between threads.
public struct Connection: ~Copyable {
    enum Phase {
        case lookingUp(Names, deadline: ContinuousClock.Instant)
        case connecting(Interest, deadline: ContinuousClock.Instant)
        case idle
        case busy(Exchange)
        case closed
    }

    var handle: Handle
    var phase: Phase
    var hasUnsentOutput = false
    private var notifications: [ChannelNotification] = []
    var keptStatements = KeptStatements()

    init(handle: consuming Handle, phase: Phase) {
        self.handle = consume handle
        self.phase = phase
    }

    /// The descriptor to poll, -1 when closed. Ask anew before each poll: it changes while connecting.
    public var socket: Int32 {
        if case .lookingUp(let names, _) = phase { names.lookup.descriptor } else { handle.socket }
    }

    /// What to poll `socket` for.
    public var interest: Interest {
        switch phase {
        case .connecting(let interest, _): interest
        case .lookingUp, .idle: .read
        case .busy: hasUnsentOutput ? [.read, .write] : .read
        case .closed: []
        }
    }

    /// When `advance` must be called even if the socket stays silent; nil when nothing is under way.
    public var deadline: ContinuousClock.Instant? {
        switch phase {
        case .lookingUp(_, let deadline), .connecting(_, let deadline): deadline
        case .busy(let exchange): exchange.deadline
        case .idle, .closed: nil
        }
    }

    /// Connected, and free for the next request.
    public var isIdle: Bool { if case .idle = phase { true } else { false } }

    public var isClosed: Bool { if case .closed = phase { true } else { false } }

    public var transactionStatus: TransactionStatus { handle.transactionStatus }

    /// The server process of this session; 0 before it is connected.
    public var backendID: Int32 { handle.backendID }

    /// 150018 is 15.18; 0 before it is connected.
    public var serverVersion: Int { handle.serverVersion }

    /// Host and port, or the folder of the Unix socket.
    public var address: String { handle.address }

    public var database: String { handle.database }

    /// Whether the server follows another one, and announces nothing: LISTEN is refused there.
    public var isStandby: Bool { handle.reportedSetting("in_hot_standby") == "on" }

    /// Whether the server accepts no changes: a standby, or one set to read only. The server keeps this up to date.
    public var isReadOnly: Bool {
        isStandby || handle.reportedSetting("default_transaction_read_only") == "on"
    }

    /// Sends a request; `advance` gives its reply. Throws `.notSent` when one is under way, or it cannot be sent at all.
    public mutating func send(
        _ request: some Request, within limit: Duration = .seconds(8), now: ContinuousClock.Instant = .now
    ) throws(PostgresError) {
        try begin(.pipeline, request.commands, epilogue: request.epilogue, deadline: now + limit)
    }

    /// Sends several commands as one text, such as a migration; its reply has no rows.
    ///
    /// Without a `begin` of its own the server runs it as one transaction.
    public mutating func send(
        script: String, named name: String, within limit: Duration = .seconds(60), now: ContinuousClock.Instant = .now
    ) throws(PostgresError) {
        try begin(.script, [Command(name: name, sql: script, parameters: [])], deadline: now + limit)
    }

    /// Does what can be done without waiting: connects, writes, reads, takes notifications.
    ///
    /// Throws what ended the connection or refused the request; `.server` and `.decoding` leave the session usable.
    public mutating func advance(now: ContinuousClock.Instant = .now) throws(PostgresError) -> Progress {
        switch phase {
        case .lookingUp(var names, let deadline): return try advance(&names, deadline, now)
        case .connecting(_, let deadline): return try advanceConnecting(deadline, now)
        case .idle: return try advanceIdle()
        case .busy(var exchange):
            // The copy in `phase` would make each append to the exchange's results copy them all.
            phase = .idle
            return try advance(&exchange, now)
        case .closed: throw .connectionLost(LostConnection(statement: nil))
        }
    }

    /// Writes what the socket takes of what is not yet on its way.
    mutating func writeOn() { hasUnsentOutput = handle.flushLeavesRest() }

    /// What has come in on the channels listened to, oldest first; each is given once.
    public mutating func takeNotifications() -> [ChannelNotification] {
        defer { notifications = [] }
        return notifications
    }

    /// Asks the server to give up the request under way, which then fails with 57014. Waits for a short second
    /// connection; false when the server could not be asked.
    public func cancel() -> Bool { handle.cancel() }

    /// Ends the session; what was under way may or may not take effect.
    public mutating func close() {
        handle.finish()
        phase = .closed
    }

    private mutating func advanceIdle() throws(PostgresError) -> Progress {
        let isAlive = handle.consumeInput()
        collectNotifications()
        guard isAlive else { throw lost(nil) }
        return .idle
    }

    mutating func collectNotifications() {
        while let notification = handle.nextNotification() { notifications.append(notification) }
    }
}

extension Handle {
    var address: String { host.hasPrefix("/") || port.isEmpty ? host : "\(host):\(port)" }
}
