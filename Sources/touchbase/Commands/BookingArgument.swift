import ArgumentParser
import Booking

/// The reference of a booking, as people type it.
struct BookingArgument: ParsableArguments {
    @Argument(help: "The booking's six characters, such as K7M2QX; case, spaces and hyphens do not matter.")
    var reference: String

    var parsed: Reference {
        get throws(Failure) {
            if let reference = Reference(reference) { return reference }
            throw Failure(
                code: .invalid,
                message:
                    "\"\(reference)\" is no reference: those have six characters, such as K7M2QX, without 0, O, 1, I and L."
            )
        }
    }
}
