/// Which statements a session has the server keep prepared, and under what names.
struct KeptStatements {
    /// One message of a pipeline; each has one result.
    enum Step {
        case prepare(Command, as: String)
        case runPrepared(Command, as: String)
        case run(Command)
        /// Ends what succeeds or fails together.
        case synchronize
    }

    private var names: [String: String] = [:]
    private var count = 0

    /// What to send for those commands: what is to be kept is prepared before its first use.
    mutating func steps(for commands: [Command]) -> [Step] {
        var steps: [Step] = []
        for command in commands {
            guard command.isKept else {
                steps.append(.run(command))
                continue
            }
            let (name, isNew) = name(for: command.sql)
            if isNew { steps.append(.prepare(command, as: name)) }
            steps.append(.runPrepared(command, as: name))
        }
        return steps + [.synchronize]
    }

    private mutating func name(for sql: String) -> (name: String, isNew: Bool) {
        if let name = names[sql] { return (name, false) }
        count += 1
        let name = "kept_\(count)"
        names[sql] = name
        return (name, true)
    }

    /// Steps that were skipped because one before them failed, or failed: what they would have prepared is not there.
    mutating func forget(_ undone: some Sequence<Step>) {
        for case .prepare(let command, _) in undone { names[command.sql] = nil }
    }

    /// The server knows none of them any more, or not as they were; none of the names is used again.
    mutating func forgetAll() {
        names = [:]
    }
}

extension Handle {
    /// Puts the step into the queue; false when libpq refuses.
    func send(_ step: KeptStatements.Step) -> Bool {
        switch step {
        case .prepare(let command, let name): prepare(command.sql, as: name)
        case .runPrepared(let command, let name): send(prepared: name, command.parameters)
        case .run(let command): send(command.sql, command.parameters)
        case .synchronize: synchronize()
        }
    }
}

extension ServerError {
    /// A prepared statement is gone (a pooler has put another session in its place), or the schema has changed under it.
    var tellsOfLostStatement: Bool {
        sqlState == .unknownPreparedStatement || sqlState == .featureNotSupported
    }
}
