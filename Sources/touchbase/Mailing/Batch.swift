import Booking
import BookingStore
import Postgres

/// Mails on their way to being handed over: begun, read, written, and what they say kept. Each is a question to the
/// database whose answer nobody has to wait for, so that it can be asked while the batch before is being handed over.
struct Batch {
    /// A mail that may be handed over now.
    struct Ready {
        let parcel: Parcel
        let term: Term
    }

    /// What was reported before is settled in the same round trip.
    private typealias Beginning = Pipeline<([NotificationID], [NotificationID])>

    private enum Stage {
        case beginning(Beginning)
        case reading(Statement<[BegunMail]>)
        case writing(ArraySlice<BegunMail>)
        case keeping(Statement<[NotificationID]>)
        case ready
    }

    /// Mails that are written at a time, while others could be handed over.
    private static let portion = 2

    let size: Int
    private let last: BookingID?
    private let worker: String
    private let term: Term
    private var stage: Stage
    private var parcels: [Parcel] = []
    /// The mails whose reports have been settled; nil: that is not known yet, or was taken.
    private var settled: [NotificationID]?
    /// Whether more may be due than it has.
    private(set) var isFull = false
    /// Whether it has the mail that was to be the last one.
    private(set) var hasLast = false

    /// Begins up to `size` mails, and settles what was reported.
    ///
    /// - Parameters:
    ///   - last: the booking whose mails are the last to be sent; nil: all are.
    ///   - term: how long it is this worker's; it has begun when this is called.
    ///   - isLasting: whether what is settled is on disk when the answer comes.
    init(
        of size: Int, upTo last: BookingID?, for worker: String, _ term: Term, isLasting: Bool, in store: inout Store
    ) throws(StoreError) {
        let request = Pipeline(
            .eachStatement, Statement.settleMail(worker: worker, isLasting: isLasting),
            Statement.beginMails(worker: worker, limit: size, lease: term.lease, start: Term.othersStart))
        try store.begin(request)
        (self.size, self.last, self.worker, self.term) = (size, last, worker, term)
        stage = .beginning(request)
    }

    /// In the order in which they are to be handed over.
    var mails: [Ready] {
        guard case .ready = stage else { return [] }
        return parcels.map { Ready(parcel: $0, term: term) }
    }

    /// The mails whose reports have been settled, once that is known, and once.
    mutating func takeSettled() -> [NotificationID]? {
        defer { settled = nil }
        return settled
    }

    /// Goes on until it is ready.
    ///
    /// - Parameter waits: for each answer. Else it goes as far as they are there, and writes a few mails at most.
    mutating func advance(in store: inout Store, waits: Bool, writing: (BegunMail) -> Parcel) throws(StoreError) {
        func answer<Asked: Request>(to request: Asked, _ store: inout Store) throws(StoreError) -> Asked.Output? {
            waits ? try store.finish(request) : try store.answer(to: request)
        }
        while true {
            switch stage {
            case .beginning(let request):
                guard let (counted, ids) = try answer(to: request, &store) else { return }
                settled = counted
                try read(ids, in: &store)
            case .reading(let request):
                guard let mails = try answer(to: request, &store) else { return }
                stage = .writing(upToLast(mails)[...])
            case .writing(let mails):
                try write(mails, portion: waits ? size : Self.portion, in: &store, by: writing)
                guard waits else { return }
            case .keeping(let request):
                guard let ids = try answer(to: request, &store) else { return }
                leave(kept: Set(ids))
            case .ready: return
            }
        }
    }

    private mutating func read(_ ids: [NotificationID], in store: inout Store) throws(StoreError) {
        guard !ids.isEmpty else {
            stage = .ready
            return
        }
        CrashPoint.begun.pass()
        isFull = ids.count == size
        let request = Statement.begunMails(ids)
        try store.begin(request)
        stage = .reading(request)
    }

    private mutating func upToLast(_ mails: [BegunMail]) -> [BegunMail] {
        guard let end = mails.lastIndex(where: { $0.booking.id == last }) else { return mails }
        hasLast = true
        return Array(mails[...end])
    }

    /// What has been written is kept: another attempt will say the same.
    private mutating func write(
        _ mails: ArraySlice<BegunMail>, portion: Int, in store: inout Store, by writing: (BegunMail) -> Parcel
    ) throws(StoreError) {
        parcels += mails.prefix(portion).map(writing)
        stage = .writing(mails.dropFirst(portion))
        if mails.count <= portion { try keep(in: &store) }
    }

    private mutating func keep(in store: inout Store) throws(StoreError) {
        let letters = parcels.compactMap { parcel in parcel.letter.map { (parcel.mail.notification.id, $0) } }
        guard !letters.isEmpty else {
            stage = .ready
            return
        }
        let request = Statement.keep(letters, worker: worker)
        try store.begin(request)
        stage = .keeping(request)
    }

    /// What could not be kept is not this worker's any more.
    private mutating func leave(kept ids: Set<NotificationID>) {
        CrashPoint.kept.pass()
        parcels.removeAll { $0.letter != nil && !ids.contains($0.mail.notification.id) }
        stage = .ready
    }
}
