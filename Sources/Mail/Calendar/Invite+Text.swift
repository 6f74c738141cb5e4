import Availability

extension Invite {
    /// The `VCALENDAR`, with CRLF after each line.
    var text: String {
        var lines = [
            "BEGIN:VCALENDAR", "PRODID:-//TouchBase//TouchBase//EN", "VERSION:2.0", "METHOD:\(method.rawValue)",
        ]
        if needsZone { lines += ZoneDescription.lines(of: zone, around: during) }
        lines += ["BEGIN:VEVENT", "UID:\(uid.calendarText)", "SEQUENCE:\(sequence)", "DTSTAMP:\(utc(written))"]
        lines += [moment("DTSTART", during.start), moment("DTEND", during.end)]
        lines += [
            "SUMMARY:\(summary.calendarText)", "DESCRIPTION:\(note.calendarText)",
            "ORGANIZER\(organizer.commonName):mailto:\(organizer.address)",
            "ATTENDEE\(attendee.commonName);ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:\(attendee.address)",
            "STATUS:\(method == .request ? "CONFIRMED" : "CANCELLED")", "TRANSP:OPAQUE", "CLASS:PRIVATE",
            "END:VEVENT", "END:VCALENDAR",
        ]
        var text = ""
        text.reserveCapacity(lines.count * 40)
        for line in lines {
            line.appendFolded(to: &text)
            text += "\r\n"
        }
        return text
    }

    /// Local time means one moment alone but for the hour that autumn repeats: that is said in UTC.
    private func isLocal(_ instant: Instant) -> Bool {
        if case .unique = zone.resolve(zone.localDateTime(at: instant)) { !zone.identifier.isEmpty } else { false }
    }

    private var needsZone: Bool { isLocal(during.start) || isLocal(during.end) }

    private func moment(_ property: String, _ instant: Instant) -> String {
        guard isLocal(instant) else { return "\(property):\(utc(instant))" }
        return "\(property);TZID=\(zone.identifier):\(zone.localDateTime(at: instant).basic(second: 0))"
    }

    private func utc(_ instant: Instant) -> String {
        let utc = ZoneRules(identifier: "UTC", fixedOffset: 0, abbreviation: "UTC")
        let second = Int((instant.secondsSinceEpoch % 60 + 60) % 60)
        return utc.localDateTime(at: instant).basic(second: second) + "Z"
    }
}

extension LocalDateTime {
    /// `20260505T140000`.
    func basic(second: Int) -> String {
        let year = String(date.year)
        let zeros = String(repeating: "0", count: max(0, 4 - year.utf8.count))
        return "\(zeros)\(year)\(date.month.twoDigits)\(date.day.twoDigits)"
            + "T\(time.hour.twoDigits)\(time.minute.twoDigits)\(second.twoDigits)"
    }
}

extension Mailbox {
    /// As a parameter (RFC 5545 section 3.2), in which no quotation mark can stand; nothing for an empty name.
    fileprivate var commonName: String {
        name.isEmpty ? "" : ";CN=\"\(name.replacingScalars { $0 == "\"" ? "'" : nil })\""
    }
}

extension String {
    /// A value of the type TEXT (RFC 5545 section 3.3.11). There are no line ends in it.
    fileprivate var calendarText: String {
        replacingScalars { ["\\", ";", ","].contains($0) ? "\\\($0)" : nil }
    }

    /// Puts it behind `text`, in lines of at most 75 bytes (RFC 5545 section 3.1), broken between characters.
    fileprivate func appendFolded(to text: inout String) {
        var rest = utf8[...]
        var room = 75
        while rest.count > room {
            var end = rest.index(rest.startIndex, offsetBy: room)
            while UTF8.isContinuation(rest[end]) { end = rest.index(before: end) }
            text += Substring(rest[..<end])
            text += "\r\n "
            rest = rest[end...]
            room = 74
        }
        text += Substring(rest)
    }
}
