import Screen

/// What the desk says in its message line.
struct Notice: Hashable, Sendable {
    /// The role says how it ended: done, waiting, failed.
    var role: Role
    /// The part that is set off: `Confirmed K7M2QX`.
    var headline: String
    var text: String
    /// It answers a key, and the next key takes it away; news stays until there is other news.
    let isHint: Bool

    init(_ role: Role, _ headline: String, _ text: String = "", isHint: Bool = false) {
        self.role = role
        self.headline = headline
        self.text = text
        self.isHint = isHint
    }
}
