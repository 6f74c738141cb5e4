extension Connection {
    /// Connects and waits for it; throws `.connectionFailed`.
    public static func open(
        _ parameters: ConnectionParameters, within limit: Duration = .seconds(5)
    ) throws(PostgresError) -> Connection {
        var connection = try Connection.start(parameters, within: limit)
        _ = try connection.wait()
        return connection
    }

    /// Sends a request and waits for its output, at most `limit`: longer than the server's own limit for a statement,
    /// whose refusal says for certain that nothing was changed.
    @discardableResult
    public mutating func run<Asked: Request>(
        _ request: Asked, within limit: Duration = .seconds(8)
    ) throws(PostgresError) -> Asked.Output {
        try send(request, within: limit)
        return try finish(request)
    }

    /// Waits until all of the request that was sent last is on its way: from then on the server gets it, whatever becomes
    /// of this process.
    public mutating func flush() {
        while hasUnsentOutput, let deadline, .now < deadline {
            pause(until: deadline)
            writeOn()
        }
    }

    /// Waits for the output of the request that was sent last.
    public mutating func finish<Asked: Request>(_ request: Asked) throws(PostgresError) -> Asked.Output {
        try request.output(of: try reply())
    }

    /// Several statements in one round trip and one transaction: `let (a, b) = try connection.pipeline(askA, askB)`.
    public mutating func pipeline<each Part>(
        _ statements: repeat Statement<each Part>, within limit: Duration = .seconds(8)
    ) throws(PostgresError) -> (repeat each Part) {
        try run(Pipeline(.eachStatement, repeat each statements), within: limit)
    }

    /// Runs several commands given as one text, and waits; without a `begin` of its own it is one transaction.
    public mutating func run(
        script: String, named name: String, within limit: Duration = .seconds(60)
    ) throws(PostgresError) {
        try send(script: script, named: name, within: limit)
        _ = try reply()
    }

    /// Runs `body` in a transaction block, committed when it returns and rolled back when it throws.
    ///
    /// A body that swallows a failure of the server cannot commit: that throws 25P02.
    public mutating func transaction<Output>(
        _ body: (inout Connection) throws -> Output
    ) throws -> Output {
        try run(Statement("begin", "begin"))
        do {
            let output = try body(&self)
            guard transactionStatus == .open else { throw PostgresError.server(.failedTransaction) }
            try run(Statement("commit", "commit"))
            return output
        } catch {
            if transactionStatus != .none, !isClosed { try run(Statement("rollback", "rollback")) }
            throw error
        }
    }

    /// Waits for notifications, at most `limit`; empty when none came.
    public mutating func waitForNotifications(within limit: Duration) throws(PostgresError) -> [ChannelNotification] {
        let end = ContinuousClock.now + limit
        while true {
            _ = try advance()
            let arrived = takeNotifications()
            if !arrived.isEmpty || .now >= end { return arrived }
            pause(until: end)
        }
    }

    private mutating func reply() throws(PostgresError) -> Reply {
        guard let reply = try wait() else { throw .connectionLost(LostConnection(statement: nil)) }
        return reply
    }

    /// Advances until nothing is under way; nil when that was connecting.
    private mutating func wait() throws(PostgresError) -> Reply? {
        while true {
            switch try advance() {
            case .waiting: if let deadline { pause(until: deadline) }
            case .idle: return nil
            case .replied(let reply): return reply
            }
        }
    }

    /// Waits for the socket, or until `end`; a signal may end it earlier.
    private func pause(until end: ContinuousClock.Instant) {
        // Rounded up: a poll that ends just before the deadline would be followed by one of no length at all.
        let milliseconds = (end - .now) / .milliseconds(1) + 1
        interest.isMet(on: socket, within: Int32(max(0, min(milliseconds, 3_600_000))))
    }
}

extension ServerError {
    /// What the server itself answers to a command in a block that has failed.
    fileprivate static let failedTransaction = ServerError(
        sqlState: .failedTransaction, statement: "commit", message: "a statement of this transaction had failed")
}
