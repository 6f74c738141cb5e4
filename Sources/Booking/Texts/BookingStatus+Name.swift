extension BookingStatus {
    /// As people say it: `checked in`, `no-show`.
    public var name: String {
        switch self {
        case .hold: "hold"
        case .confirmed: "confirmed"
        case .checkedIn: "checked in"
        case .completed: "completed"
        case .cancelled: "cancelled"
        case .expired: "expired"
        case .noShow: "no-show"
        }
    }
}
