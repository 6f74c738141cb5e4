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

        /// Characters; of notes as many as are stored.
        var longest: Int { self == .notes ? 4000 : TextField.usual }
    }

    /// Who is being changed; nil: a new customer is made.
    let original: Customer?
    var fields: [TextField]
    var part: Part
    /// The database was asked to make the customer.
    var isSent = false
    var problem: String?

    /// What was typed to find somebody goes where it looks as if it belonged.
    init(typed text: String) {
        let isPhone = !text.isEmpty && text.allSatisfy { $0.isNumber || " +-()./".contains($0) }
        original = nil
        let target: Part = text.contains("@") ? .email : isPhone ? .phone : .name
        fields = Part.allCases.map { TextField($0 == target ? text : "", longest: $0.longest) }
        part = target == .name && !text.isEmpty ? .email : .name
    }

    /// With what is known of a customer.
    init(changing customer: Customer) {
        original = customer
        let texts = [customer.name, customer.email ?? "", customer.phone ?? "", customer.notes]
        fields = zip(Part.allCases, texts).map { TextField($1, longest: $0.longest) }
        part = .name
    }

    func text(_ part: Part) -> String { fields[part.rawValue].trimmed }

    mutating func go(by offset: Int) {
        let count = Part.allCases.count
        part = Part(rawValue: (part.rawValue + offset + count) % count) ?? .name
    }

    /// Whom the form describes, as it is stored.
    var customer: TypedCustomer {
        TypedCustomer(
            name: (try? TypedText.name(text(.name))) ?? text(.name), email: text(.email),
            phone: (try? TypedText.phone(text(.phone))) ?? text(.phone), notes: notes)
    }

    /// Notes may have come with lines of their own: as long as nobody changes them, they keep them.
    private var notes: String {
        let typed = fields[Part.notes.rawValue]
        guard let original, typed == TextField(original.notes, longest: Part.notes.longest) else {
            return typed.trimmed
        }
        return original.notes
    }

    /// Says what keeps it from being sent, at the field where that is mended.
    mutating func stop(at obstacle: (part: Part, text: String)?) {
        guard let obstacle else { return }
        part = obstacle.part
        problem = obstacle.text
    }

    /// What keeps the customer from being made; nil: nothing.
    var obstacle: (part: Part, text: String)? {
        if text(.name).isEmpty { return (.name, "A name is needed.") }
        return emailObstacle ?? textObstacle
    }

    private var emailObstacle: (part: Part, text: String)? {
        guard !text(.email).isEmpty else { return nil }
        do throws(EmailAddressError) {
            _ = try EmailAddress(text(.email))
            return nil
        } catch {
            return (.email, error.description)
        }
    }

    private var textObstacle: (part: Part, text: String)? {
        do throws(TypedTextError) {
            _ = try TypedText.name(text(.name))
        } catch {
            return (.name, error.description)
        }
        guard !text(.phone).isEmpty else { return nil }
        do throws(TypedTextError) {
            _ = try TypedText.phone(text(.phone))
        } catch {
            return (.phone, error.description)
        }
        return nil
    }
}
