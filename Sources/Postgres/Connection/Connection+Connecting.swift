extension Connection {
    /// Hosts whose addresses are not known yet, and what has come of them.
    struct Names {
        let parameters: ConnectionParameters
        let lookup: NameLookup
        var answer = ""
    }

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
            throw .connectionFailed(.malformed("there is a NUL byte in its \(keyword)"))
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

    mutating func advance(
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

    mutating func advanceConnecting(
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
}

extension Handle {
    fileprivate var connectionFailure: ConnectionFailure {
        ConnectionFailure(libpqMessage: errorMessage, address: address)
    }
}
