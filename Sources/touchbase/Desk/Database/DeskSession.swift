import BookingStore
import Postgres

/// The desk's session with its database: connects, hears what others announce, asks one question after the other, and
/// comes back when it was lost. It never waits: the loop polls what is `watched` and calls `advance`.
struct DeskSession: ~Copyable {
    typealias Time = ContinuousClock.Instant

    enum Event {
        /// The session stands, for the first time or again.
        case opened(isReadOnly: Bool)
        /// Whether the server takes changes is no longer as it was.
        case readOnly(Bool)
        /// It ended, or did not come about; `attempt` is the next try, from 1.
        case lost(PostgresError, attempt: Int)
        /// Program and schema do not fit.
        case unfit(SchemaError)
        /// Payloads of notifications, oldest first.
        case announced([String])
        case answered(QuestionQueue.Asked, Result<Answer, PostgresError>)
        /// Nobody waits for it any more.
        case gaveUp(QuestionQueue.Asked)

        var isAnswer: Bool {
            if case .answered = self { true } else { false }
        }
    }

    private enum Phase {
        case apart, connecting
        /// The greeting is under way, and in the same round trip what the desk shows first.
        case opening
        case greeting, ready
    }

    /// A request that is not answered by then has lost its connection. Longer than the server's own limit for a
    /// statement (5 s), whose refusal says for certain that nothing was changed; and not much longer, for till then the
    /// desk shows nothing of it.
    private static let requestLimit = Duration.seconds(5.5)
    /// How long a sign of life is waited for: asked for 3 s after the last, a link that is dead is told within 6 s.
    private static let pulseLimit = Duration.seconds(2.75)

    /// Takes its place in the schema, and hears what is announced from then on, in one round trip; gives the schema's
    /// version. A standby announces nothing and refuses to listen: there the pulse alone has to do.
    private static func greeting(toStandby isStandby: Bool) -> any Request<Int> {
        isStandby ? Store.greeting(as: .desk).map { $0.0 } : greeting.map { $0.0.0 } as any Request<Int>
    }

    private static var greeting: Pipeline<((Int, Int, Int), Int)> {
        Store.greeting(as: .desk).followed(by: .listen(on: "touchbase"))
    }

    private let parameters: ConnectionParameters
    private var connection: Connection?
    private var phase = Phase.apart
    /// No session has begun yet, and none was refused its opening.
    private var mayOpen = true
    private var wasReadOnly = false
    /// Whether this session hears what is announced: no standby lets it.
    private var listens = true
    /// What the session asks for itself.
    var watch: Watch
    private var reconnection: Reconnection
    private(set) var queue = QuestionQueue()

    /// Begins to connect with the first `advance`.
    init(_ parameters: ConnectionParameters, at now: Time) {
        self.parameters = parameters
        reconnection = Reconnection(at: now)
        watch = Watch(at: now)
    }

    /// The descriptor to poll, -1: none; and what to poll it for.
    var watched: (socket: Int32, interest: Interest) {
        switch connection {
        case .some(let connection): (connection.socket, connection.interest)
        case .none: (-1, [])
        }
    }

    var isReady: Bool { phase == .ready }

    /// When `advance` must be called even if the socket stays silent.
    var deadline: Time? {
        let own: Time? =
            switch phase {
            case .apart: reconnection.due
            case .connecting, .opening, .greeting: requestDeadline
            case .ready: queue.current == nil ? watch.deadline : requestDeadline
            }
        return [own, queue.deadline(isConnected: isReady)].compactMap(\.self).min()
    }

    private var requestDeadline: Time? {
        switch connection {
        case .some(let connection): connection.deadline
        case .none: nil
        }
    }

    mutating func ask(_ question: Question, at now: Time) {
        queue.add(question, at: now)
    }

    /// Does what can be done without waiting, up to the first answer, and tells what has happened: to be called until
    /// that is nothing.
    mutating func advance(at now: Time) -> [Event] {
        var events: [Event] = []
        var goesOn = true
        while goesOn, !events.contains(where: \.isAnswer) {
            do throws(PostgresError) {
                goesOn = try step(at: now, &events)
            } catch {
                goesOn = fail(error, at: now, &events)
            }
        }
        events += queue.giveUp(at: now).map { .gaveUp($0) }
        return events
    }

    /// Connects, and sends what was asked for, as far as that goes without waiting; ahead of the first `advance`, which
    /// tells what comes of it. To be called as often as there is time.
    mutating func begin(at now: Time) {
        do {
            if phase == .apart { try connect(at: now) }
            guard phase == .connecting, case .idle? = try advanceConnection(at: now) else { return }
            _ = try sendNext(at: now)
        } catch {
            // What fails at once fails again when `advance` tries it.
            part()
        }
    }

    private mutating func connect(at now: Time) throws(PostgresError) {
        reconnection.start(at: now)
        connection = try Connection.start(parameters, now: now)
        phase = .connecting
    }

    /// One step of the session; false when there is nothing to do but wait.
    private mutating func step(at now: Time, _ events: inout [Event]) throws(PostgresError) -> Bool {
        if phase == .apart {
            guard reconnection.due <= now else { return false }
            try connect(at: now)
        }
        let progress = try advanceConnection(at: now)
        hear(&events)
        if phase == .ready, !listens, connection?.isStandby == false {
            // Promoted: only a new session hears what is announced now, and it reads all that was missed.
            part()
            return true
        }
        switch progress {
        case nil, .waiting?: return false
        case .idle?: return try sendNext(at: now)
        case .replied(let reply)?:
            try take(reply, at: now, &events)
            return phase != .apart
        }
    }

    private mutating func advanceConnection(at now: Time) throws(PostgresError) -> Progress? {
        try connection?.advance(now: now)
    }

    /// Sends what comes next on a connection that is free; false when that is nothing.
    private mutating func sendNext(at now: Time) throws(PostgresError) -> Bool {
        switch phase {
        case .apart: return false
        case .connecting:
            listens = !(connection?.isStandby ?? false)
            if let opening = takeOpening(at: now) {
                try connection?.send(opening, within: Self.requestLimit, now: now)
                phase = .opening
            } else {
                try connection?.send(Self.greeting(toStandby: !listens), within: Self.requestLimit, now: now)
                phase = .greeting
            }
        case .opening, .greeting, .ready:
            if let question = watch.question(at: now) { queue.add(question, at: now) }
            guard let question = queue.next(at: now) else { return false }
            let limit = question.isSignOfLife ? Self.pulseLimit : Self.requestLimit
            try connection?.send(question.request, within: limit, now: now)
        }
        return true
    }

    /// What the desk shows first, read in one round trip with the greeting: the whole of a start waits for it.
    ///
    /// What is announced between that reading and the end of its transaction, where listening begins, is lost: whoever
    /// opens so reads once more, as a desk does with more days.
    private mutating func takeOpening(at now: Time) -> (any Request<(((Int, Int, Int), Int), Answer)>)? {
        guard mayOpen, listens else { return nil }
        return queue.next(at: now) { $0.opening(after: Self.greeting) != nil }?.opening(after: Self.greeting)
    }

    private mutating func take(_ reply: Reply, at now: Time, _ events: inout [Event]) throws(PostgresError) {
        switch phase {
        case .apart, .connecting: break
        case .opening:
            guard let current = queue.current, let opening = current.question.opening(after: Self.greeting) else {
                return
            }
            let (((version, _, _), _), answer) = try opening.output(of: reply)
            guard begin(withSchema: version, at: now, &events) else { return }
            events.append(.answered(queue.finish() ?? current, .success(answer)))
        case .greeting:
            let version = try Self.greeting(toStandby: !listens).output(of: reply)
            _ = begin(withSchema: version, at: now, &events)
        case .ready:
            watch.hear(at: now)
            guard let current = queue.current else { return }
            let answer = try current.question.request.output(of: reply)
            _ = queue.finish()
            events.append(.answered(current, .success(answer)))
        }
    }

    /// The session stands, if the program fits the schema.
    private mutating func begin(withSchema version: Int, at now: Time, _ events: inout [Event]) -> Bool {
        do throws(SchemaError) {
            try Store.check(schemaVersion: version)
        } catch {
            refuse(error, at: now, &events)
            return false
        }
        phase = .ready
        mayOpen = false
        reconnection.succeed()
        wasReadOnly = connection?.isReadOnly ?? false
        watch.start(at: now)
        events.append(.opened(isReadOnly: wasReadOnly))
        return true
    }

    /// What came unasked.
    private mutating func hear(_ events: inout [Event]) {
        let payloads = (connection?.takeNotifications() ?? []).map(\.payload)
        if !payloads.isEmpty { events.append(.announced(payloads)) }
        guard phase == .ready, let isReadOnly = connection?.isReadOnly, isReadOnly != wasReadOnly else { return }
        wasReadOnly = isReadOnly
        events.append(.readOnly(isReadOnly))
    }

    /// Whether the session goes on.
    private mutating func fail(_ error: PostgresError, at now: Time, _ events: inout [Event]) -> Bool {
        if phase == .opening, !error.endsConnection {
            // Program and schema may not fit: the greeting alone tells.
            mayOpen = false
            queue.requeue()
            phase = .connecting
            return true
        }
        if phase == .greeting, error.meansUnfinishedSchema {
            refuse(.missing, at: now, &events)
            return false
        }
        guard phase == .ready, !error.endsConnection else {
            part(at: now)
            events.append(.lost(error, attempt: reconnection.attempt))
            return false
        }
        if error.isCollision, queue.retry(after: .milliseconds(.random(in: 20...200)), at: now) { return true }
        if let asked = queue.fail(at: now) { events.append(.answered(asked, .failure(error))) }
        return true
    }

    private mutating func refuse(_ error: SchemaError, at now: Time, _ events: inout [Event]) {
        part(at: now)
        events.append(.unfit(error))
    }

    private mutating func part() {
        connection = nil
        phase = .apart
        queue.requeue()
    }

    private mutating func part(at now: Time) {
        part()
        var generator = SystemRandomNumberGenerator()
        reconnection.fail(at: now, using: &generator)
    }
}
