import Availability
import Booking
import Foundation
import Mail
import Testing

/// Whole mails with their invitations, read back by parsers that share no code with us.
struct InviteTests {
    private static let detroit = Result {
        try ZoneRules(
            identifier: "America/Detroit",
            tzif: Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/America/Detroit")))
    }

    private func parse(
        _ kind: Sample.Kind = .confirmation, _ booking: Booking = Sample.booking(),
        practice: Practice = Sample.practice
    ) throws -> ParsedMail {
        let message = try Message(
            Sample.notification(kind), of: booking, from: practice, in: Self.detroit.get(), by: LetterTemplates())
        return try ParsedMail.parse([message])[0]
    }

    @Test(arguments: Sample.Kind.allCases)
    func `a mail has its text, its page and its entry for the calendar`(kind: Sample.Kind) throws {
        let mail = try parse(kind)
        #expect(mail.parts == ["multipart/alternative", "text/plain", "text/html", "text/calendar"])
        #expect(mail.defects == [])
        let invitation = try #require(mail.invitation)
        let method = kind == .cancellation ? "CANCEL" : "REQUEST"
        #expect(invitation.method == [method, method] && invitation.errors == [])
        #expect(invitation.properties["STATUS"] == (kind == .cancellation ? "CANCELLED" : "CONFIRMED"))
        #expect(invitation.properties["UID"] == "5d2f9c1e-0000-4000-8000-00000000beef")
        #expect(invitation.properties["SEQUENCE"] == "2")
        // As it stands in the letter.
        #expect(invitation.properties["DESCRIPTION"]?.hasPrefix("Reference K7M2QX") == true)
        #expect(invitation.starts == Array(repeating: Sample.starts.secondsSinceEpoch, count: 2))
        #expect(invitation.ends == Array(repeating: Sample.starts.secondsSinceEpoch + 3600, count: 2))
        #expect(invitation.organizer == "TouchBase" && invitation.attendee == "Alex Morgan")
        #expect(invitation.properties["ORGANIZER"] == "mailto:desk@practice.example")
    }

    /// What a calendar holds after the mails of a booking, in whatever order they arrive, by the rules of RFC 5546 section
    /// 3.2: of what has one UID, the highest SEQUENCE is the entry, and a CANCEL takes it out.
    private func entry(after mails: [(kind: Sample.Kind, sequence: Int, starts: Instant)]) throws -> [Int64] {
        let messages = try mails.map { mail in
            try Message(
                Sample.notification(mail.kind, sequence: mail.sequence), of: Sample.booking(starts: mail.starts),
                from: Sample.practice, in: Self.detroit.get(), by: LetterTemplates())
        }
        var entries: [String: (sequence: Int, starts: Int64?)] = [:]
        for mail in try ParsedMail.parse(messages) {
            let invitation = try #require(mail.invitation)
            let uid = try #require(invitation.properties["UID"])
            let sequence = try #require(invitation.properties["SEQUENCE"].flatMap { Int($0) })
            guard sequence > entries[uid]?.sequence ?? -1 else { continue }
            entries[uid] = (sequence, invitation.method[1] == "CANCEL" ? nil : invitation.starts[0])
        }
        return entries.values.compactMap(\.starts)
    }

    @Test func `a move changes the entry, and a cancellation takes it out, in whatever order they arrive`() throws {
        let later = Sample.starts.advanced(byMinutes: 1440)
        let confirmed = (kind: Sample.Kind.confirmation, sequence: 0, starts: Sample.starts)
        let moved = (kind: Sample.Kind.moved, sequence: 1, starts: later)
        let cancelled = (kind: Sample.Kind.cancellation, sequence: 2, starts: later)
        #expect(try entry(after: [confirmed]) == [Sample.starts.secondsSinceEpoch])
        for mails in [[confirmed, moved], [moved, confirmed]] {
            #expect(try entry(after: mails) == [later.secondsSinceEpoch])
        }
        for mails in [[confirmed, moved, cancelled], [cancelled, moved, confirmed], [moved, cancelled, confirmed]] {
            #expect(try entry(after: mails) == [])
        }
    }

    @Test func `a calendar that others see does not say which treatment it is`() throws {
        let booking = Sample.booking(service: "Trauma therapy")
        let properties = try #require(parse(.confirmation, booking).invitation?.properties)
        #expect(properties["SUMMARY"] == "Appointment at TouchBase")
        #expect(!properties.values.contains { $0.contains("Trauma") })
    }

    /// 8 March and 1 November 2026 are the days on which Detroit changes its clocks.
    @Test(arguments: [
        1_772_953_200 as Int64, 1_772_955_000, 1_793_509_200, 1_793_511_000, 1_793_512_800, 1_793_516_400,
        1_781_010_000,
        1_767_286_800,
    ])
    func `the moment is the same by the zone's name and by the rules that came with it`(seconds: Int64) throws {
        let invitation = try #require(
            parse(.confirmation, Sample.booking(starts: Instant(secondsSinceEpoch: seconds))).invitation)
        #expect(invitation.starts == [seconds, seconds])
        #expect(invitation.ends == [seconds + 3600, seconds + 3600])
    }

    @Test(arguments: [
        "Eve;CN=x:mailto:eve@evil.example", "Eve\"\u{308};ROLE=CHAIR:mailto:eve@evil.example",
        "Eve\r\nATTACH:http://evil.example", "\"quoted\" \\, back", "李小龍 Zoë",
        "\u{202E}turned\u{202C}", String(repeating: "ö", count: 120),
    ])
    func `no name adds a property, a parameter or a part`(name: String) throws {
        var practice = Sample.practice
        practice.brand = name
        practice.phone = name
        let mail = try parse(.confirmation, Sample.booking(customer: name, service: name), practice: practice)
        let plain = try #require(parse().invitation)
        let invitation = try #require(mail.invitation)
        #expect(Set(invitation.properties.keys) == Set(plain.properties.keys))
        #expect(invitation.errors == [] && mail.defects == [])
        #expect(invitation.properties["ATTENDEE"] == "mailto:alex@example.com")
        #expect(mail.parts.count == 4)
        #expect(mail.html?.contains("evil.example\"") != true)
    }

    @Test func `nothing in a text ends its part`() throws {
        let sample = try Sample.message()
        let boundary = String(decoding: sample.encoded(), as: UTF8.self).split(separator: "\"").first {
            $0.hasPrefix("=_")
        }
        var letter = sample.letter
        letter.text = "Hello\n--\(try #require(boundary))\n--\(try #require(boundary))--\n"
        let message = Message(
            from: sample.from, to: sample.to, letter: letter, date: sample.date, id: sample.id,
            reference: sample.reference)
        let mail = try ParsedMail.parse([message])[0]
        #expect(mail.text == letter.text && mail.parts.count == 4 && mail.defects == [])
    }
}
