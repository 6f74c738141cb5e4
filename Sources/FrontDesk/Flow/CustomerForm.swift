import Booking

/// A customer in the making, or one who is being changed.
struct CustomerForm: Hashable, Sendable {
    enum Part: Int, CaseIterable, Hashable, Sendable {
        case name, email, phone, notes

        var label: String {
            switch self {
            case .name: "Name"
            case .email: "Email"
            case .phone: "Phone"
            case .notes: "Notes"
            }
        }

        /// What is stored of a customer.
        func text(of customer: Customer) -> String {
            switch self {
            case .name: customer.name
            case .email: customer.email ?? ""
            case .phone: customer.phone ?? ""
            case .notes: customer.notes
            }
        }

        func field(of customer: Customer) -> TextField {
            TextField(text(of: customer), longest: CustomerForm.longest)
        }
    }

    /// Characters that a field takes: more than is stored of any, so that what is too long is seen and said, not cut.
    private static let longest = 8000

    /// Who is being changed, as they were when they were seen last; nil: a new customer is made.
    private(set) var original: Customer?
    /// What is changed here and somebody else has made something else of meanwhile.
    private(set) var contested: [Part] = []
    var fields: [TextField]
    var part: Part
    /// The database was asked to make the customer.
    var isSent = false
    var problem: String?
    /// Who has the email of a new customer already: sent once more, the form means them.
    var known: Customer?

    /// What was typed to find somebody goes where it looks as if it belonged.
    init(typed text: String) {
        let isPhone = !text.isEmpty && text.allSatisfy { $0.isNumber || " +-()./".contains($0) }
        original = nil
        let target: Part = text.contains("@") ? .email : isPhone ? .phone : .name
        fields = Part.allCases.map { TextField($0 == target ? text : "", longest: Self.longest) }
        part = target == .name && !text.isEmpty ? .email : .name
    }

    /// With what is known of a customer.
    init(changing customer: Customer) {
        original = customer
        fields = Part.allCases.map { $0.field(of: customer) }
        part = .name
    }

    func text(_ part: Part) -> String { fields[part.rawValue].trimmed }

    /// Changes the field that has the keys; false when that was not what was typed.
    mutating func edit(_ change: (inout TextField) -> Bool) -> Bool {
        guard change(&fields[part.rawValue]) else { return false }
        problem = nil
        known = nil
        return true
    }

    mutating func go(by offset: Int) {
        let count = Part.allCases.count
        part = Part(rawValue: (part.rawValue + offset + count) % count) ?? .name
    }

    /// Whom the form describes, as it is stored.
    var customer: TypedCustomer {
        TypedCustomer(name: stored(.name), email: stored(.email), phone: stored(.phone), notes: stored(.notes))
    }

    /// Whether a field says something else than what is known of the customer.
    func isChanged(_ part: Part) -> Bool {
        guard let original else { return true }
        return fields[part.rawValue] != part.field(of: original)
    }

    /// A field as it is stored: what nobody changed stays as it was, with lines and spaces of its own.
    private func stored(_ part: Part) -> String {
        if let original, !isChanged(part) { return part.text(of: original) }
        return switch part {
        case .name: (try? TypedText.name(text(.name))) ?? text(.name)
        case .phone: (try? TypedText.phone(text(.phone))) ?? text(.phone)
        case .email, .notes: text(part)
        }
    }

    /// Takes notice of what the customer is by now. What was changed here stays as typed, and is contested where that is
    /// something else: sent once more, it takes the place of theirs.
    mutating func meet(_ now: Customer) {
        guard let original else { return }
        isSent = false
        contested = Part.allCases.filter { part in
            let theirs = part.text(of: now)
            return isChanged(part) && theirs != part.text(of: original) && theirs != stored(part)
        }
        for part in Part.allCases where !isChanged(part) { fields[part.rawValue] = part.field(of: now) }
        self.original = now
        part = contested.first ?? part
    }

    /// Gives up what was typed into this field for what somebody else has made of it.
    mutating func takeTheirs() {
        guard let original, contested.contains(part) else { return }
        fields[part.rawValue] = part.field(of: original)
        contested.removeAll { $0 == part }
        part = contested.first ?? part
    }

    /// Says what keeps it from being sent, at the field where that is mended.
    mutating func stop(at obstacle: (part: Part, text: String)?) {
        guard let obstacle else { return }
        part = obstacle.part
        problem = obstacle.text
    }

    /// What keeps the form from being sent; nil: nothing. What nobody changed was taken once, and is not asked about.
    var obstacle: (part: Part, text: String)? {
        for part in Part.allCases where isChanged(part) {
            if let text = obstacle(in: part) { return (part, text) }
        }
        return nil
    }

    private func obstacle(in part: Part) -> String? {
        let text = text(part)
        if text.isEmpty { return part == .name ? "A name is needed." : nil }
        do {
            switch part {
            case .name: _ = try TypedText.name(text)
            case .email: _ = try EmailAddress(text)
            case .phone: _ = try TypedText.phone(text)
            case .notes: _ = try TypedText.notes(text)
            }
            return nil
        } catch {
            return "\(error)"
        }
    }
}
