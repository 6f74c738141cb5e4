import Availability
import Booking

extension PracticeFile {
    /// The file that reads as `setup`. `zone` is that of the practice.
    static func text(of setup: PracticeSetup, zone: ZoneRules) -> String {
        var writer = Writer(zone: zone)
        writer.write(setup.practice)
        for service in setup.services { writer.write(service, currency: setup.practice.currency) }
        for room in setup.rooms { writer.write(room) }
        for therapist in setup.therapists { writer.write(therapist) }
        return writer.text
    }

    private struct Writer {
        let zone: ZoneRules
        var text = ""

        mutating func write(_ practice: Practice) {
            text += "[practice]\n"
            field("brand", quoted(practice.brand))
            field("zone", quoted(practice.zoneIdentifier))
            field("currency", quoted(practice.currency))
            field("granularity", "\(practice.granularity)", "minutes between offered starts")
            field("hold", "\(practice.holdMinutes)", "minutes a hold lives")
            if let address = practice.mailFrom { field("mail_from", quoted(address)) }
            if let phone = practice.phone { field("phone", quoted(phone)) }
            field("reminder", "\(practice.reminderHours)", "hours before the appointment; 0: none")
            field("mail_grace", "\(practice.mailGrace)", "minutes that a mail waits, so that it can be taken back")
        }

        mutating func write(_ service: ServiceSetup, currency: String) {
            header("[[service]]")
            field("name", quoted(service.name))
            field("price", Money(minorUnits: service.price, currency: currency).amount)
            field("duration", "\(service.duration)", "minutes, as the rest")
            for (key, minutes) in [
                ("prep", service.prep), ("recovery", service.recovery), ("turnover", service.turnover),
            ] where minutes > 0 {
                field(key, "\(minutes)")
            }
        }

        mutating func write(_ room: RoomSetup) {
            header("[[room]]")
            field("name", quoted(room.name))
            field("services", list(room.services))
            if let hours = room.hours {
                week(hours)
                if hours.weekly.allSatisfy(\.value.isEmpty) { field("monday", "[]", "never open") }
            }
            absences(room.closures, "[[room.closure]]")
        }

        mutating func write(_ therapist: TherapistSetup) {
            header("[[therapist]]")
            field("name", quoted(therapist.name))
            field("services", list(therapist.services))
            if let room = therapist.usualRoom { field("usual_room", quoted(room)) }
            week(therapist.hours)
            if !therapist.hours.overrides.isEmpty {
                header("[therapist.dates]")
                for (date, windows) in therapist.hours.overrides.sorted(by: { $0.key < $1.key }) {
                    field("\(date)", list(windows.map(HoursText.text)))
                }
            }
            absences(therapist.timeOff, "[[therapist.time_off]]")
        }

        private mutating func week(_ hours: Hours) {
            for (weekday, key) in zip(Weekday.allCases, weekdayKeys) {
                guard let windows = hours.weekly[weekday], !windows.isEmpty else { continue }
                field(key, list(windows.map(HoursText.text)))
            }
        }

        private mutating func absences(_ absences: [Absence], _ title: String) {
            for absence in absences {
                header(title)
                for (key, value) in AbsenceText.write(absence.during, zone: zone) { field(key, quoted(value)) }
                if !absence.note.isEmpty { field("note", quoted(absence.note)) }
            }
        }

        private mutating func header(_ title: String) {
            text += "\n\(title)\n"
        }

        private mutating func field(_ key: String, _ value: String, _ comment: String? = nil) {
            text += "\(key) = \(value)\(comment.map { "  # \($0)" } ?? "")\n"
        }

        private func list(_ texts: [String]) -> String {
            "[" + texts.map(quoted).joined(separator: ", ") + "]"
        }

        /// A basic string of TOML: quotes, backslashes, and all that could steer a terminal are escaped.
        private func quoted(_ text: String) -> String {
            var quoted = "\""
            for scalar in text.unicodeScalars {
                switch scalar {
                case "\"": quoted += "\\\""
                case "\\": quoted += "\\\\"
                case _ where scalar.isHarmless: quoted.unicodeScalars.append(scalar)
                default:
                    let digits = String(scalar.value, radix: 16, uppercase: true)
                    quoted += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
                }
            }
            return quoted + "\""
        }
    }
}
