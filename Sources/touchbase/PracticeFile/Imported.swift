import Booking

/// What an import made, and what it means for the bookings that are there.
struct Imported: Report {
    let setup: PracticeSetup
    let practice: PracticeView
    let uncovered: [UncoveredBooking]
    let zoneChange: ZoneChange?

    /// Hours are local, bookings are moments: those do not move with the zone.
    struct ZoneChange {
        let former: String
        /// Upcoming ones.
        let bookings: Int
    }

    func write(to page: inout TextPage) {
        page.line(
            "\(setup.practice.brand): \(counted(setup.services.count, "service")), "
                + "\(counted(setup.therapists.count, "therapist")), \(counted(setup.rooms.count, "room")), "
                + "in \(setup.practice.zoneIdentifier).")
        if let zoneChange {
            page.line(
                "Warning: the time zone was \(zoneChange.former). Upcoming bookings (\(zoneChange.bookings)) stay at the "
                    + "same moment, and so show another local time now: check them, or import with the former zone.")
        }
        if !uncovered.isEmpty {
            page.line(
                "Upcoming bookings that this leaves uncovered (\(uncovered.count)): they stay; move or cancel them.")
            page.table(uncovered.map(row), indent: 2)
        }
        if let service = setup.services.first {
            page.line("Next: touchbase slots \(ShellWord.quoted(service.name))")
        }
    }

    private func row(_ uncovered: UncoveredBooking) -> [String] {
        let booking = uncovered.booking
        return [
            booking.reference.description, practice.clock.span(booking.starts, booking.ends), booking.service.name,
            booking.therapist.name, booking.room.name,
            uncovered.reasons.map(\.sentence).joined(separator: "; "),
        ]
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("brand", setup.practice.brand)
            json.member("zone", setup.practice.zoneIdentifier)
            json.member("services", setup.services.count)
            json.member("therapists", setup.therapists.count)
            json.member("rooms", setup.rooms.count)
            json.member("former_zone", zoneChange?.former)
            json.member("uncovered", each: uncovered) { json, uncovered in
                json.object { json in
                    json.member("booking") { $0.booking(uncovered.booking, mails: nil, practice) }
                    json.member("reasons", each: uncovered.reasons) { $0.value($1) }
                }
            }
        }
    }
}
