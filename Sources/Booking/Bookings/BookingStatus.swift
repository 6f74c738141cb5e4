/// Where a booking is in its life: `hold → confirmed → checked_in → completed`, or one of the ways out.
public enum BookingStatus: String, CaseIterable, Hashable, Sendable {
    case hold, confirmed
    case checkedIn = "checked_in"
    case completed, cancelled, expired
    case noShow = "no_show"

    /// Whether a booking in this state keeps its therapist and room from others.
    public var occupies: Bool {
        switch self {
        case .hold, .confirmed, .checkedIn, .completed, .noShow: true
        case .cancelled, .expired: false
        }
    }
}
