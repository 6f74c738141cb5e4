import Screen

/// What the desk says in its message line.
struct Notice: Hashable, Sendable {
    /// The role says how it ended: done, waiting, failed.
    var role: Role
    /// The part that is set off: `Confirmed K7M2QX`.
    var headline: String
    var text: String
    /// It answers a key, and the next key takes it away.
    let isHint: Bool

    init(_ role: Role, _ headline: String, _ text: String = "", isHint: Bool = false) {
        self.role = role
        self.headline = headline
        self.text = text
        self.isHint = isHint
    }

    /// Whether it is still said after a key, whatever that says itself.
    ///
    /// A hint is not. All else stands while somebody types and looks round, and goes with the first key that does
    /// something or moves the cursor on; a booking that begins takes it away, too. What has come to stay, such as a
    /// database that is away, is said in the top line as well.
    ///
    /// - Parameter command: what the key means there; nil: it types.
    func outlives(_ command: Command?, in place: Place) -> Bool {
        if isHint { return false }
        switch command {
        case .up, .down, .left, .right, .pageUp, .pageDown, .firstRow, .lastRow: return place != .desk
        // Those that cancel or mark a booking have something to say themselves, or have only asked for a reason.
        case .resend, .holdAgain: return false
        // In these lists Enter only shows what is marked.
        case .take, .pick: return [.goTo, .find, .holds, .customerCard, .mail].contains(place)
        default: return true
        }
    }
}
