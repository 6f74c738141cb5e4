/// One session with a PostgreSQL server; the owner of a `PGconn`.
///
/// It never waits in its non-blocking methods: `start`, then `send` and `advance` whenever `poll` says so. The blocking
/// methods are the same machine with a `poll` of their own. One request is under way at a time. Not for sharing
/// between threads.
public struct Connection: ~Copyable {
    private enum Phase {
        case lookingUp(Names, deadline: ContinuousClock.Instant)
        case connecting(Interest, deadline: ContinuousClock.Instant)
        case idle
        case busy(Exchange)
        case closed
    }

    /// Hosts whose addresses are not known yet, and what has come of them.
    private struct Names {
        let parameters: ConnectionParameters
        let lookup: NameLookup
        var answer = ""
    }

    private(set) var handle: Handle
    private var phase: Phase
    private(set) var hasUnsentOutput = false
    private var notifications: [ChannelNotification] = []
    private var keptStatements = KeptStatements()

    /// Begins to connect and returns at once; `advance` until it says `.idle`, or throws, at most `limit` a host later
    /// (a `connect_timeout` in the address goes before).
    ///
    /// A host's name is looked up on a thread of its own, for that waits; but one from a service file libpq looks up,
    /// here.
    public static func start(
        _ parameters: ConnectionParameters, within limit: Duration = .seconds(5), now: ContinuousClock.Instant = .now
    ) throws(PostgresError) -> Connection {
        try start(parameters, within: limit, now: now, resolver: NameLookup.addresses)
    }

    static func start(
        _ parameters: ConnectionParameters, within limit: Duration, now: ContinuousClock.Instant,
        resolver: @escaping NameLookup.Resolver
    ) throws(PostgresError) -> Connection {
        for (keyword, value) in parameters.keywords where value.utf8.contains(0) {
            let text = "there is a NUL byte in its \(keyword)"
            throw .connectionFailed(ConnectionFailure(.malformedAddress, address: "", logText: text))
        }
        let names = parameters.namesToLookUp
        let deadline = now + parameters.patience(limit)
        if !names.isEmpty, let lookup = NameLookup(names, by: resolver) {
            try refuseMalformed(parameters)
            let phase = Phase.lookingUp(Names(parameters: parameters, lookup: lookup), deadline: deadline)
            return Connection(handle: Handle(), phase: phase)
        }
        // libpq's rule: before the first PQconnectPoll wait as if it had said "writing".
        return Connection(handle: try makeHandle(parameters), phase: .connecting(.write, deadline: deadline))
    }

    /// A name is not looked up for an address that libpq cannot read: a part of the password may stand in its place.
    private static func refuseMalformed(_ parameters: ConnectionParameters) throws(PostgresError) {
        guard let handle = Handle(keywords: parameters.withoutPlace.keywords), handle.isBroken,
            handle.connectionFailure.reason == .malformedAddress
        else { return }
        throw .connectionFailed(handle.connectionFailure)
    }

    private static func makeHandle(_ parameters: ConnectionParameters) throws(PostgresError) -> Handle {
        guard let handle = Handle(keywords: parameters.keywords) else {
            throw .connectionFailed(ConnectionFailure(.other, address: "", logText: "out of memory"))
        }
        guard !handle.isBroken else { throw .connectionFailed(handle.connectionFailure) }
        return handle
    }

    private init(handle: consuming Handle, phase: Phase) {
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
}

extension Connection {
    private mutating func advance(
        _ names: inout Names, _ deadline: ContinuousClock.Instant, _ now: ContinuousClock.Instant
    ) throws(PostgresError) -> Progress {
        let found = names.lookup.advance(&names.answer)
        guard found != nil || now >= deadline else {
            phase = .lookingUp(names, deadline: deadline)
            return .waiting
        }
        guard let parameters = names.parameters.resolved(by: found ?? [:]) else {
            phase = .closed
            let text = found == nil ? "no answer from the resolver before the deadline" : "no host has an address"
            let hosts = names.parameters.namesToLookUp.joined(separator: ", ")
            throw .connectionFailed(ConnectionFailure(.unknownHost, address: hosts, logText: text))
        }
        phase = .closed
        handle = try Self.makeHandle(parameters)
        phase = .connecting(.write, deadline: deadline)
        return try advanceConnecting(deadline, now)
    }

    private mutating func advanceConnecting(
        _ deadline: ContinuousClock.Instant, _ now: ContinuousClock.Instant
    ) throws(PostgresError) -> Progress {
        // libpq takes a call before the socket is ready for the news that it is.
        if interest.isMet(on: socket) {
            switch handle.continueConnecting() {
            case .connected:
                handle.becomeNonBlocking()
                phase = .idle
                return .idle
            case .wantsRead: phase = .connecting(.read, deadline: deadline)
            case .wantsWrite: phase = .connecting(.write, deadline: deadline)
            case .failed:
                let failure = handle.connectionFailure
                close()
                throw .connectionFailed(failure)
            }
        }
        guard now < deadline else {
            let place = address
            close()
            throw .connectionFailed(
                ConnectionFailure(.timedOut, address: place, logText: "no answer before the deadline"))
        }
        return .waiting
    }

    private mutating func advanceIdle() throws(PostgresError) -> Progress {
        let isAlive = handle.consumeInput()
        collectNotifications()
        guard isAlive else { throw lost(nil) }
        return .idle
    }

    private mutating func begin(
        _ mode: Exchange.Mode, _ commands: [Command], epilogue: Command? = nil, deadline: ContinuousClock.Instant
    ) throws(PostgresError) {
        let title = commands.map(\.name).joined(separator: " + ")
        for command in commands { try command.checkSendable() }
        try epilogue?.checkSendable()
        guard isIdle, !commands.isEmpty else {
            let problem = isClosed ? "the connection is closed" : "another request is under way"
            throw .notSent(statement: title, problem: commands.isEmpty ? "it has no statement" : problem)
        }
        var steps = mode == .pipeline ? keptStatements.steps(for: commands) : []
        if let epilogue { steps += keptStatements.steps(for: [epilogue]) }
        let exchange = Exchange(
            commands.map(\.name), mode, steps: steps, deadline: deadline,
            beganOutsideTransaction: transactionStatus == .none)
        guard mode == .script ? write(script: commands[0].sql) : write(steps) else { throw lost(exchange) }
        phase = .busy(exchange)
    }

    /// Puts the steps into libpq's buffer and as much as goes onto the wire; false when the link is gone.
    private mutating func write(_ steps: [KeptStatements.Step]) -> Bool {
        guard handle.enterPipeline() else { return false }
        for step in steps {
            guard handle.send(step) else { return false }
        }
        hasUnsentOutput = handle.flushLeavesRest()
        return true
    }

    private mutating func write(script: String) -> Bool {
        guard handle.send(script: script) else { return false }
        hasUnsentOutput = handle.flushLeavesRest()
        return true
    }

    private mutating func advance(
        _ exchange: inout Exchange, _ now: ContinuousClock.Instant
    ) throws(PostgresError) -> Progress {
        let isAlive = handle.consumeInput()
        hasUnsentOutput = handle.flushLeavesRest()
        while !exchange.isComplete, !handle.isBusy {
            exchange.take(handle.nextResult())
        }
        collectNotifications()
        if exchange.isComplete, !handle.isBroken { return try finish(exchange) }
        guard isAlive, !handle.isBroken else { throw lost(exchange) }
        guard now < exchange.deadline else {
            close()
            throw .deadlinePassed(statement: exchange.title)
        }
        phase = .busy(exchange)
        return .waiting
    }

    private mutating func finish(_ exchange: Exchange) throws(PostgresError) -> Progress {
        // Refused while results are outstanding, which a complete exchange never has but after a COPY.
        if exchange.mode == .pipeline, !handle.exitPipeline() { throw lost(exchange) }
        keptStatements.forget(exchange.undone)
        guard let failure = exchange.failure else {
            return .replied(Reply(results: exchange.results, names: exchange.names))
        }
        if failure.serverError?.tellsOfLostStatement == true { keptStatements.forgetAll() }
        if case .decoding = failure { close() }
        guard transactionStatus == .failed, exchange.beganOutsideTransaction else { throw failure }
        let rollback = keptStatements.steps(for: [Command(name: "rollback", sql: "rollback", parameters: [])])
        guard write(rollback) else { throw lost(exchange) }
        phase = .busy(
            Exchange(
                ["rollback"], .pipeline, steps: rollback, deadline: exchange.deadline, beganOutsideTransaction: false,
                failure: failure))
        return .waiting
    }

    /// Closes, and says what was under way; a server that still could say why has said it as an error of the exchange.
    private mutating func lost(_ exchange: Exchange?) -> PostgresError {
        close()
        return .connectionLost(
            LostConnection(statement: exchange?.title, sqlState: exchange?.failure?.serverError?.sqlState))
    }

    private mutating func collectNotifications() {
        while let notification = handle.nextNotification() { notifications.append(notification) }
    }
}

extension Handle {
    fileprivate var address: String { host.hasPrefix("/") || port.isEmpty ? host : "\(host):\(port)" }

    fileprivate var connectionFailure: ConnectionFailure {
        ConnectionFailure(libpqMessage: errorMessage, address: address)
    }
}
