/// The line of questions before one connection: what is asked next, what is asked again, and what is given up.
///
/// A value without a clock or a connection: the session asks it what to do.
struct QuestionQueue {
    typealias Time = ContinuousClock.Instant

    /// A question on its way.
    struct Asked: Hashable {
        let question: Question
        /// From then on nobody waits for the answer any more; nil: it is asked until it is answered.
        let patience: Time?
        /// It has been sent once: it may have taken effect.
        var wasSent = false
        fileprivate var collisions = 0
        /// Not to be asked before.
        fileprivate var rests: Time?
    }

    /// How long somebody at the desk waits before being told that there is no answer.
    static let patience = Duration.seconds(15)
    /// How long a reading that was refused waits for its next turn.
    private static let rest = Duration.seconds(3)
    /// How often a change that collided with another is tried again.
    private static let tries = 2

    private var waiting: [Asked] = []
    /// The question that was sent and has no answer yet.
    private(set) var current: Asked?

    var isEmpty: Bool { waiting.isEmpty && current == nil }

    /// Whether a change waits or is under way.
    var hasChanges: Bool { current?.question.isChange == true || waiting.contains { $0.question.isChange } }

    mutating func add(_ question: Question, at now: Time) {
        waiting.removeAll { question.replaces($0.question) }
        waiting.append(Asked(question: question, patience: Self.givesUp(question) ? now + Self.patience : nil))
    }

    /// What the desk shows is read until it is there; a search that comes late is of no use.
    private static func givesUp(_ question: Question) -> Bool {
        switch question {
        case .today, .sheet: false
        default: true
        }
    }

    /// Takes the question that is to be sent now, if it is wanted: changes first, else in order.
    mutating func next(at now: Time, where isWanted: (Question) -> Bool = { _ in true }) -> Question? {
        guard current == nil else { return nil }
        let ready = waiting.indices.filter { waiting[$0].rests.map { $0 <= now } ?? true }
        guard let index = ready.first(where: { waiting[$0].question.isChange }) ?? ready.first,
            isWanted(waiting[index].question)
        else { return nil }
        current = waiting.remove(at: index)
        current?.wasSent = true
        return current?.question
    }

    /// The current question has its answer.
    mutating func finish() -> Asked? {
        defer { current = nil }
        return current
    }

    /// The connection went with the current question, which is asked again over the next: readings have no effect, and
    /// a change bears a name under which it is done once.
    mutating func requeue() {
        guard let current else { return }
        waiting.insert(current, at: 0)
        self.current = nil
    }

    /// The current question got in another's way: it is asked again after `pause`. False when it had its tries.
    mutating func retry(after pause: Duration, at now: Time) -> Bool {
        guard var asked = current, asked.collisions < Self.tries else { return false }
        asked.collisions += 1
        asked.rests = now + pause
        current = nil
        waiting.insert(asked, at: 0)
        return true
    }

    /// The current question was refused. What the desk shows is wanted nevertheless, and asked again a little later.
    mutating func fail(at now: Time) -> Asked? {
        guard var asked = finish() else { return nil }
        guard asked.patience == nil, !waiting.contains(where: { $0.question.replaces(asked.question) }) else {
            return asked
        }
        asked.rests = now + Self.rest
        waiting.append(asked)
        return asked
    }

    /// Takes what nobody waits for any more.
    mutating func giveUp(at now: Time) -> [Asked] {
        let over = waiting.filter { $0.patience.map { $0 <= now } ?? false }
        waiting.removeAll { over.contains($0) }
        return over
    }

    /// When one of the waiting questions may be asked, or is given up.
    func deadline(isConnected: Bool) -> Time? {
        let rests = isConnected && current == nil ? waiting.compactMap(\.rests) : []
        return (waiting.compactMap(\.patience) + rests).min()
    }
}
