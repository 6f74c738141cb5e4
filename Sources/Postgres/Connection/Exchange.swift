/// A request on the wire: what has been answered so far, and what remains of it.
struct Exchange {
    enum Mode {
        /// Extended protocol, closed by a synchronization point; behind it there may be an epilogue with one of its own.
        case pipeline
        /// One text of several statements; its results are not kept.
        case script
    }

    let names: [String]
    let mode: Mode
    let deadline: ContinuousClock.Instant
    /// Whether a transaction that this exchange leaves in failure is its own, to be rolled back here.
    let beganOutsideTransaction: Bool
    private(set) var results: [ResultSet] = []
    /// The steps of a pipeline that have no result yet.
    private var awaited: ArraySlice<KeptStatements.Step>
    /// Those that never will: one of them has failed, and the server has skipped the others.
    private(set) var undone: [KeptStatements.Step] = []
    /// The commands have succeeded or failed; what is under way is the epilogue.
    private var isDecided = false
    var failure: PostgresError?
    private(set) var isComplete = false
    /// libpq gave "no result" just now; twice in a row means that nothing more will come.
    private var lastWasEnd = false

    init(
        _ names: [String], _ mode: Mode, steps: [KeptStatements.Step], deadline: ContinuousClock.Instant,
        beganOutsideTransaction: Bool, failure: PostgresError? = nil
    ) {
        self.names = names
        awaited = steps[...]
        self.mode = mode
        self.deadline = deadline
        self.beganOutsideTransaction = beganOutsideTransaction
        self.failure = failure
    }

    /// The command now being answered; the last one when an error comes at the commit of them all.
    var current: String { names[min(results.count, names.count - 1)] }

    /// All of it, as an error's statement.
    var title: String { names.count == 1 ? names[0] : names.joined(separator: " + ") }

    /// Takes the next result; nil is libpq's mark between and after the commands.
    mutating func take(_ result: ResultSet?) {
        guard let result else {
            isComplete = mode == .script || lastWasEnd
            lastWasEnd = true
            return
        }
        lastWasEnd = false
        switch result.kind {
        case .rows: keep(result)
        case .synchronized: passSynchronization()
        case .skipped: break
        case .failed: note(failed: result)
        case .copy:
            failure = .decoding(DecodingFailure(statement: current, column: nil, problem: "COPY is not supported"))
            isComplete = true
        }
    }

    private mutating func keep(_ result: ResultSet) {
        switch awaited.popFirst() {
        case .run where !isDecided, .runPrepared where !isDecided: results.append(result)
        // Nor are those of a script or an epilogue.
        case .run, .runPrepared, .prepare, .synchronize, nil: break
        }
    }

    private mutating func passSynchronization() {
        while let step = awaited.popFirst() {
            if case .synchronize = step { break }
            undone.append(step)
        }
        isDecided = true
        isComplete = awaited.isEmpty
    }

    private mutating func note(failed result: ResultSet) {
        guard failure == nil, !isDecided, let error = result.serverError(statement: current) else { return }
        failure = .server(error)
    }
}
