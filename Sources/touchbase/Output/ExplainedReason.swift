import Availability
import Booking

/// A reason in words, and the word by which programs tell it from others.
struct ExplainedReason: Hashable {
    var code: String
    var sentence: String

    init(_ reason: Reason, by explanation: Explanation) {
        code = reason.code
        sentence = explanation.sentence(reason)
    }
}

extension Reason {
    fileprivate var code: String {
        switch self {
        case .unknownService: "unknown_service"
        case .unknownTherapist: "unknown_therapist"
        case .unknownRoom: "unknown_room"
        case .serviceNotDone: "service_not_done"
        case .serviceDoesNotFit: "service_does_not_fit"
        case .past: "past"
        case .outsideSpan: "outside_span"
        case .offGrid: "off_grid"
        case .outsideHours: "outside_hours"
        case .timeOff: "time_off"
        case .therapistBusy: "therapist_busy"
        case .roomNotOpen: "room_not_open"
        case .roomClosed: "room_closed"
        case .roomBusy: "room_busy"
        }
    }

    /// Whether another booking is the reason, so that it would go away with that.
    var isOtherBooking: Bool {
        switch self {
        case .therapistBusy, .roomBusy: true
        default: false
        }
    }
}
