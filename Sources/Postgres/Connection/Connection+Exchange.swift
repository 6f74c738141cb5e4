extension Connection {
    mutating func begin(
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

    mutating func advance(
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
    mutating func lost(_ exchange: Exchange?) -> PostgresError {
        close()
        return .connectionLost(
            LostConnection(statement: exchange?.title, sqlState: exchange?.failure?.serverError?.sqlState))
    }
}
