import Availability
import Booking
import Mail
import Testing

struct ConfirmationTests {
    private func text(
        _ booking: Booking = Sample.booking(), practice: Practice = Sample.practice, zone: ZoneRules = Sample.zone
    ) throws -> String {
        try Letter(.confirmation, of: booking, from: practice, in: zone, by: LetterTemplates()).text
    }

    @Test func `it says what was booked, when, with whom, and how to change it`() throws {
        let letter = try Letter(
            .confirmation, of: Sample.booking(), from: Sample.practice, in: Sample.zone, by: LetterTemplates())
        #expect(letter.subject == "Your appointment on Tuesday, 5 May 2026 at 14:00 EDT (K7M2QX)")
        #expect(
            letter.text == """
                Hello Alex Morgan,

                Your appointment is booked.

                    Service:    60-minute Swedish
                    Date:       Tuesday, 5 May 2026
                    Time:       14:00 EDT (2:00 pm)
                    Length:     60 minutes
                    Therapist:  Ana Ruiz
                    Price:      $120.00
                    Reference:  K7M2QX

                If you cannot come, or would like another time,
                please call us at +1 313 555 0100 and have the reference at hand.

                We look forward to seeing you.

                TouchBase

                """)
    }

    @Test(arguments: [
        (1_793_509_200 as Int64, -14_400, "EDT", "Sunday, 1 November 2026", "01:00 EDT\n"),
        (1_793_512_800, -18_000, "EST", "Sunday, 1 November 2026", "01:00 EST\n"),
        (1_778_004_000, 20_700, "+0545", "Tuesday, 5 May 2026", "23:45 UTC+05:45 (11:45 pm)\n"),
        (1_778_004_000, -10_800, "-03", "Tuesday, 5 May 2026", "15:00 UTC-03:00 (3:00 pm)\n"),
        (1_778_040_000, -14_400, "EDT", "Wednesday, 6 May 2026", "00:00 EDT (12:00 am)\n"),
        (1_777_996_800, -14_400, "EDT", "Tuesday, 5 May 2026", "12:00 EDT (12:00 pm)\n"),
    ])
    func `the time is that of the practice's wall, and no two moments read the same`(
        seconds: Int64, offset: Int, abbreviation: String, date: String, time: String
    ) throws {
        let zone = ZoneRules(identifier: "Test", fixedOffset: offset, abbreviation: abbreviation)
        let text = try text(Sample.booking(starts: Instant(secondsSinceEpoch: seconds)), zone: zone)
        #expect(text.contains("Date:       \(date)\n"))
        #expect(text.contains("Time:       \(time)"))
    }

    @Test(arguments: [
        ("USD", 12_000, "$120.00"), ("USD", 5, "$0.05"), ("EUR", 9_950, "€99.50"), ("CHF", 12_000, "CHF 120.00"),
        ("JPY", 9_000, "¥9000"), ("KWD", 12_345, "KWD 12.345"),
    ])
    func `the price is in the practice's currency`(currency: String, amount: Int, price: String) throws {
        var practice = Sample.practice
        practice.currency = currency
        #expect(try text(Sample.booking(price: amount), practice: practice).contains("Price:      \(price)\n"))
    }

    @Test func `a practice without a phone is answered by mail`() throws {
        var practice = Sample.practice
        practice.phone = nil
        #expect(try text(practice: practice).contains("please answer this mail and"))
    }

    @Test func `names add no lines, whatever is in them`() throws {
        let booking = Sample.booking(
            customer: "Eve\r\n\r\nYour card was declined:\u{2028}evil.example", service: "Sw\u{202E}edish\n")
        let lines = try text(booking).split(separator: "\n", omittingEmptySubsequences: false)
        let plain = try text().split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == plain.count)
        #expect(lines[0] == "Hello Eve Your card was declined: evil.example,")
        #expect(lines[4] == "    Service:    Swedish")
    }
}
