import Availability
import Booking

/// The file in which an owner describes the practice: TOML that is written by hand, and by `practice export`.
///
/// `Sample.toml` beside this file shows all of it. What the file does not mention is not offered any more, so a file
/// that has anything wrong with it is refused as a whole.
enum PracticeFile {
    /// The sample practice that comes with the program.
    static var sample: String { String(decoding: PackageResources.Sample_toml, as: UTF8.self) }

    static let weekdayKeys = Weekday.allCases.map { $0.name.lowercased() }

    /// The keys of each section, in the order in which they are written.
    enum Keys {
        static let document = ["practice", "service", "room", "therapist"]
        static let practice = [
            "brand", "zone", "currency", "granularity", "hold", "mail_from", "phone", "reminder", "mail_grace",
        ]
        static let service = ["name", "price", "duration", "prep", "recovery", "turnover"]
        static let room = ["name", "services"] + weekdayKeys + ["closure"]
        static let therapist = ["name", "services", "usual_room"] + weekdayKeys + ["dates", "time_off"]
        static let absence = ["from", "until", "through", "note"]
    }
}
