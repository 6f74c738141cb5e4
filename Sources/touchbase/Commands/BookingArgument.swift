import ArgumentParser
import Booking

/// The reference of a booking, as people type it.
struct BookingArgument: ParsableArguments {
    static let help: ArgumentHelp =
        "The booking's six characters, such as K7M2QX; case, spaces and hyphens do not matter."

    @Argument(help: Self.help)
    var reference: String

    var parsed: Reference {
        get throws(Failure) { try Reference(typed: reference) }
    }
}

extension Reference {
    /// - Throws: a `Failure` that says how references look.
    init(typed text: String) throws(Failure) {
        guard let reference = Reference(text) else {
            throw Failure(
                code: .invalid,
                message:
                    "\"\(text)\" is no reference: those have six characters, such as K7M2QX, without 0, O, 1, I and L."
            )
        }
        self = reference
    }
}
