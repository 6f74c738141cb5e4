import Booking
import CCurl

/// Hands mails to a mail server with SMTP (RFC 5321), through libcurl.
///
/// The connection is kept from one mail to the next: make one for a burst, and let go of it when the burst is over. The
/// server may have ended it meanwhile, so a mail that finds nobody there is tried on a new one, in the time that it has
/// left.
///
/// Of a burst two mails are under way at a time, on a connection each: while the server takes the one, which servers do
/// that write it to a disk, the next is begun. But the last dot of that one, which makes the server answerable for it, is
/// sent in its own `deliver` and not before: of all that was begun ahead nothing can arrive.
public struct SMTPTransport: ~Copyable, MailTransport {
    /// What is known of a second connection.
    private enum SecondConnection {
        case notTried
        case opening
        case open
        /// The server does not want it, or it takes long.
        case refused
    }

    /// How long the last dot waits for the next mail to be begun.
    private static let courtesy = Duration.milliseconds(20)

    let server: SMTPServer
    private var current: SMTPTransfer
    private var other: SMTPTransfer
    /// Opens the second connection.
    let opener: SMTPTransfer
    private var secondConnection = SecondConnection.notTried
    /// Whether the server has taken a mail.
    private var hasDelivered = false
    /// The mail that `other` has begun.
    private var ahead: EncodedMessage?
    let multi: MultiHandle
    /// For one mail, with all its tries.
    private let patience: Duration
    private let now: () -> ContinuousClock.Instant
    /// When that is over for the mail that is delivered.
    private var end: ContinuousClock.Instant

    /// Connects to nobody yet.
    ///
    /// - Parameters:
    ///   - password: needed if and only if the server's URL names a user.
    ///   - deadlines: after which a mail is given up for now.
    ///   - now: by which the time of a mail's tries is told.
    public init(
        _ server: SMTPServer, password: Password?, deadlines: SMTPDeadlines = SMTPDeadlines(),
        now: @escaping () -> ContinuousClock.Instant = { .now }
    ) throws(SMTPServerError) {
        if server.user != nil, password == nil { throw .passwordMissing }
        if server.user == nil, password != nil { throw .userMissing }
        let sockets = OpenSockets()
        func transfer() throws(CurlError) -> SMTPTransfer {
            let handle = try EasyHandle()
            try handle.connectTo(server, password: password)
            try handle.limit(deadlines)
            return try SMTPTransfer(handle, among: sockets)
        }
        do {
            let (current, other, opener) = (try transfer(), try transfer(), try transfer())
            try opener.handle.carryNoMail()
            try opener.handle.carry("NOOP", anew: true)
            multi = try MultiHandle()
            (self.server, self.current, self.other, self.opener) = (server, current, other, opener)
            (self.patience, self.now, end) = (.seconds(deadlines.total), now, now())
        } catch {
            throw .library(error.description)
        }
    }

    deinit {
        current.end(in: multi)
        other.end(in: multi)
        opener.end(in: multi)
    }

    public mutating func deliver(
        _ mail: EncodedMessage, before next: EncodedMessage?, once mayEnd: () -> Bool
    ) -> Delivery {
        end = now() + patience
        do throws(CurlError) {
            var first = try deliverBegun(mail, before: next, mayEnd)
            // Which extensions the server offers it says when a connection begins.
            if first == nil { first = try attempt(mail, anew: mail.needsSMTPUTF8, before: next, mayEnd) }
            if let first, !isWorthTryingAnew { return first }
            return try attempt(mail, anew: true, before: next, mayEnd)
        } catch {
            return .retry(code: nil, text: "libcurl: \(error.description)")
        }
    }

    /// Whether the connection was an old one at whose end there was nobody any more, and there is time for a new one.
    private var isWorthTryingAnew: Bool {
        current.handle.reusedConnection && current.exchange.dialogue.foundNobody && now() < end
    }

    /// Lets go of the mail that was begun before its time, or else of the second connection: a burst is over.
    public mutating func forgetNext() {
        opener.end(in: multi)
        if ahead != nil {
            other.end(in: multi)
        } else if secondConnection == .open {
            try? sayFarewell()
        }
        ahead = nil
        secondConnection = .notTried
    }

    /// Says QUIT on one of two connections. The answer is taken when it comes, and nobody waits for it.
    private func sayFarewell() throws(CurlError) {
        try opener.handle.carry("QUIT", anew: false)
        try open()
        try multi.perform()
    }

    /// Delivers a mail that was begun ahead; nil: it was not, or that came to nothing.
    private mutating func deliverBegun(
        _ mail: EncodedMessage, before next: EncodedMessage?, _ mayEnd: () -> Bool
    ) throws(CurlError) -> Delivery? {
        guard ahead == mail else {
            if ahead != nil { forgetNext() }
            return nil
        }
        ahead = nil
        swap(&current, &other)
        guard current.isUnderWay else {
            current.end(in: multi)
            return current.exchange.dialogue.hasRefusedMail ? current.delivery : nil
        }
        // It needs a new connection after all: the one that is there is sooner.
        guard current.exchange.dialogue.hasBegunMail else {
            current.end(in: multi)
            secondConnection = .refused
            return nil
        }
        return try complete(before: next, mayBeLeft: true, mayEnd)
    }

    private mutating func attempt(
        _ mail: EncodedMessage, anew: Bool, before next: EncodedMessage?, _ mayEnd: () -> Bool
    ) throws(CurlError) -> Delivery {
        try begin(mail, by: current, anew: anew, within: end - now())
        let mayBeLeft = try mayBegin(ahead: next)
        if let delivery = try complete(before: next, mayBeLeft: mayBeLeft, mayEnd) { return delivery }
        guard now() < end else { return .broughtToNoEnd }
        try begin(mail, by: current, anew: true, within: end - now())
        let delivery = try complete(before: nil, mayBeLeft: false, mayEnd)
        return delivery ?? current.delivery
    }

    /// Begins a mail, up to its last dot.
    private func begin(
        _ mail: EncodedMessage, by transfer: SMTPTransfer, anew: Bool, within limit: Duration
    ) throws(CurlError) {
        let dialogue = SMTPDialogue(needsSMTPUTF8: mail.needsSMTPUTF8, security: server.security)
        try transfer.handle.set(CURLOPT_MAIL_FROM, mail.sender.description)
        try transfer.handle.set(CURLOPT_FRESH_CONNECT, anew ? 1 : 0)
        try transfer.handle.set(CURLOPT_TIMEOUT_MS, max(1, Int(limit / .milliseconds(1))))
        try transfer.begin(
            SMTPExchange(mail.bytes, dialogue: dialogue, holdsDot: true), to: mail.recipient.description, in: multi)
    }

    /// Goes on with what `current` has begun until that has ended; nil: the server left while the last dot waited, and
    /// has nothing of the mail.
    ///
    /// - Parameter mayBeLeft: whether that is looked for.
    private mutating func complete(
        before next: EncodedMessage?, mayBeLeft: Bool, _ mayEnd: () -> Bool
    ) throws(CurlError) -> Delivery? {
        defer { current.end(in: multi) }
        if try mayBegin(ahead: next), let next, ahead == nil {
            try begin(next, by: other, anew: false, within: patience)
            ahead = next
        }
        var deadline: ContinuousClock.Instant?
        while true {
            try goOn()
            guard current.isUnderWay else {
                if case .sent = current.delivery { hasDelivered = true }
                return current.delivery
            }
            guard current.exchange.isAtDot else {
                try multi.wait(for: .seconds(1))
                continue
            }
            let limit = deadline ?? .now + Self.courtesy
            deadline = limit
            if isAheadBeingBegun, .now < limit {
                try multi.wait(for: limit - .now)
            } else if mayBeLeft, current.wasLeft {
                return nil
            } else if now() < end, mayEnd() {
                current.releaseDot()
            } else {
                return .broughtToNoEnd
            }
        }
    }

    /// Whether the next mail has so little to wait for that the last dot of this one waits for it: then the server makes
    /// ready for that one while it takes this one.
    private var isAheadBeingBegun: Bool {
        ahead != nil && other.isUnderWay && other.exchange.dialogue.isNamingAddresses
    }

    /// Whether there is a second connection to begin a mail on. Who asks first, when there is a first one, has it opened.
    private mutating func mayBegin(ahead next: EncodedMessage?) throws(CurlError) -> Bool {
        guard let next, !next.needsSMTPUTF8 else { return false }
        switch secondConnection {
        case .notTried where hasDelivered:
            // It may have ended, and not have been let go of.
            opener.end(in: multi)
            try opener.handle.carry("NOOP", anew: true)
            try open()
            secondConnection = .opening
        case .opening where !opener.isUnderWay:
            opener.end(in: multi)
            secondConnection = opener.obstacle == nil ? .open : .refused
        case .notTried, .opening, .open, .refused: break
        }
        return secondConnection == .open
    }

    /// Begins to open a connection: greeting, EHLO, STARTTLS, authentication, and NOOP.
    func open() throws(CurlError) {
        let dialogue = SMTPDialogue(needsSMTPUTF8: false, security: server.security)
        try opener.begin(SMTPExchange([], dialogue: dialogue), to: nil, in: multi)
    }

    /// Does for all that is under way what can be done now.
    func goOn() throws(CurlError) {
        try multi.perform()
        while let (easy, code) = multi.nextEnded() {
            for transfer in [current, other, opener] where transfer.handle.pointer == easy {
                transfer.note(ended: code)
            }
        }
    }
}
