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
}
