import Availability
import FrontDesk
import Glibc

/// Ties the desk's moments to the clock of the machine that goes on while it sleeps.
struct DeskClock {
    typealias Time = ContinuousClock.Instant

    private let origin: Time

    init(origin: Time = .now) {
        self.origin = origin
    }

    /// What this machine's own clock says, which may be wrong.
    var instant: Instant { Instant(secondsSinceEpoch: Int64(Glibc.time(nil))) }

    func moment(_ time: Time) -> Moment {
        Moment(milliseconds: Int64((time - origin) / .milliseconds(1)))
    }

    func time(_ moment: Moment) -> Time {
        origin + .milliseconds(moment.milliseconds)
    }
}
