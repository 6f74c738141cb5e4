import Booking
import Screen

extension BookingStatus {
    var glyph: Glyph {
        switch self {
        case .hold: .hold
        case .confirmed: .confirmed
        case .checkedIn: .checkedIn
        case .completed: .completed
        case .noShow, .cancelled, .expired: .noShow
        }
    }

    var role: Role {
        switch self {
        case .hold: .hold
        case .confirmed: .confirmed
        case .checkedIn: .checkedIn
        case .completed: .completed
        case .noShow: .noShow
        case .cancelled, .expired: .cancelled
        }
    }

    var text: String {
        switch self {
        case .hold: "hold"
        case .confirmed: "confirmed"
        case .checkedIn: "checked in"
        case .completed: "completed"
        case .noShow: "no show"
        case .cancelled: "cancelled"
        case .expired: "expired"
        }
    }
}

extension Reference {
    /// In two groups, as it is read out: `K7M 2QX`.
    var spaced: String { "\(description.prefix(3)) \(description.suffix(3))" }
}

extension String {
    /// The first of several words: `Ana` of `Ana Ruiz`.
    var firstWord: String { split(separator: " ").first.map(String.init) ?? self }
}

/// A price in the currency's minor unit, such as `85.00 USD`.
func priceText(_ price: Int, _ currency: String) -> String {
    let cents = price % 100
    return "\(price / 100).\(cents < 10 ? "0" : "")\(cents) \(currency)"
}
