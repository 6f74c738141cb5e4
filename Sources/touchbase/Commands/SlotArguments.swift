import ArgumentParser
import Booking

/// What `book`, `hold` and `explain` say about the slot they mean.
struct SlotArguments: ParsableArguments {
    @Argument(help: "The service's name, or a part of it that no other has.")
    var service: String

    @Argument(
        help:
            "A date as day takes it and a local time: \"monday 10:00\", \"tomorrow 2pm\", \"+3 9:30\", \"12 10:00\", \"5/12 10:00\", or 2026-12-01T10:00. An offset such as -05:00 may follow."
    )
    var start: String

    @Option(help: ArgumentHelp("With this therapist.", valueName: "name"))
    var therapist: String?

    @Option(help: ArgumentHelp("In this room.", valueName: "name"))
    var room: String?

    func taker(_ practice: PracticeView) throws(Failure) -> SlotTaker {
        SlotTaker(
            practice: practice, service: try practice.service(named: service), start: try practice.start(start),
            therapist: try practice.therapist(named: therapist)?.id, room: try practice.room(named: room)?.id)
    }
}
