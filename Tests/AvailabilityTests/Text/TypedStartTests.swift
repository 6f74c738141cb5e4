import Availability
import Testing

@Suite struct TypedStartTests {
    private let detroit: ZoneRules

    init() throws {
        detroit = try SystemZones.zone("America/Detroit")
    }

    private func error(_ text: String) -> TimeTextError? {
        do throws(TimeTextError) {
            _ = try detroit.instant(of: TypedStart(text))
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        ("2026-05-05T10:00", "2026-05-05T10:00:00-04:00"),
        ("2026-05-05 10:00", "2026-05-05T10:00:00-04:00"),
        ("  2026-05-05t10:00:00 ", "2026-05-05T10:00:00-04:00"),
        ("2026-05-05T10:00Z", "2026-05-05T06:00:00-04:00"),
        ("2026-05-05T10:00:00+05:45", "2026-05-05T00:15:00-04:00"),
        ("2026-11-01T01:30-04:00", "2026-11-01T01:30:00-04:00"),
        ("2026-11-01T01:30-05:00", "2026-11-01T01:30:00-05:00"),
        ("2026-03-08T02:30-05:00", "2026-03-08T03:30:00-04:00"),
        ("2024-02-29T00:00", "2024-02-29T00:00:00-05:00"),
        ("2026-05-05 9:00", "2026-05-05T09:00:00-04:00"), ("2026-05-05T10", "2026-05-05T10:00:00-04:00"),
        ("2026-05-05 9am", "2026-05-05T09:00:00-04:00"), ("2026-05-05 10 AM", "2026-05-05T10:00:00-04:00"),
        ("2026-05-05 2pm", "2026-05-05T14:00:00-04:00"), ("2026-05-05T2:30pm", "2026-05-05T14:30:00-04:00"),
        ("2026-05-05 12am", "2026-05-05T00:00:00-04:00"), ("2026-05-05 12:15 pm", "2026-05-05T12:15:00-04:00"),
        ("2026-11-01T1:30am-05:00", "2026-11-01T01:30:00-05:00"),
    ])
    func `a start is read as it is meant`(text: String, moment: String) throws {
        #expect(detroit.rfc3339(try detroit.instant(of: TypedStart(text))) == moment)
    }

    @Test(arguments: [
        ("", TimeTextError.notAStart), ("10:00", .notAStart), ("2026-05-05", .notAStart), ("5/12 10:00", .notAStart),
        ("2026-05-05T", .notAStart), ("2026-05-05T9:0", .notAStart), ("2026-05-05T10:00:0", .notAStart),
        ("2026-05-05 0am", .noSuchTime), ("2026-05-05 13pm", .noSuchTime), ("2026-05-05 2:60pm", .noSuchTime),
        ("2026-05-05 10a", .badOffset), ("2026-05-05 10 o'clock", .badOffset), ("2026-05-05 10pmx", .badOffset),
        ("２０２６-05-05T10:00", .notAStart), ("2026-05-05T10:00\u{202e}", .badOffset),
        ("2026-05-05T10:00 -04:00", .badOffset),
        ("2026-05-05T10:00-4", .badOffset), ("2026-05-05T10:00-24:00", .badOffset), ("2026-05-05T10:00Zx", .notAStart),
        ("2026-05-05T24:00", .noSuchTime), ("2026-05-05T10:60", .noSuchTime), ("2026-02-30T10:00", .noSuchDate),
        ("2026-13-01T10:00", .noSuchDate), ("2026-05-05T10:00:30", .notAWholeMinute),
    ])
    func `whatever is no start is refused with its reason`(text: String, expected: TimeTextError) {
        #expect(error(text) == expected)
    }

    @Test func `a start that the clocks skip is refused with the times that exist`() {
        #expect(
            error("2026-03-08T02:30")?.description
                == "2026-03-08T02:30 does not exist in America/Detroit: the clocks go from 2026-03-08T02:00 to "
                + "2026-03-08T03:00. Write 2026-03-08T03:00 or later, or a time before 2026-03-08T02:00.")
    }

    @Test func `a start that comes twice is refused with both offsets`() {
        #expect(
            error("2026-11-01T01:30")?.description
                == "2026-11-01T01:30 comes twice in America/Detroit. Write 2026-11-01T01:30-04:00 for the earlier "
                + "(EDT) or 2026-11-01T01:30-05:00 for the later (EST).")
    }

    @Test func `a day that did not happen has no starts`() throws {
        let apia = try SystemZones.zone("Pacific/Apia")
        #expect(throws: TimeTextError.self) { try apia.instant(of: TypedStart("2011-12-30T10:00")) }
    }

    @Test(arguments: ["2026-5-5", "2026-05-05T10:00", "tomorrow", "", "2026-05-05x", "-2026-05-05"])
    func `a date is written in one way`(text: String) {
        #expect(throws: TimeTextError.notADate) { try LocalDate(parsing: text) }
    }

    @Test func `a date that is on no calendar is refused`() {
        #expect(throws: TimeTextError.noSuchDate) { try LocalDate(parsing: "2025-02-29") }
    }

    @Test func `dates and times are printed as they are typed`() throws {
        #expect(try LocalDate(parsing: " 2026-05-05 ").description == "2026-05-05")
        #expect(try TypedStart("0007-01-02T03:04").local.description == "0007-01-02T03:04")
    }

    @Test func `an offset with seconds is printed without them, and the moment stays`() throws {
        let zone = ZoneRules(identifier: "Test", fixedOffset: -19_931, abbreviation: "LMT")
        #expect(zone.rfc3339(Instant(secondsSinceEpoch: 0)) == "1969-12-31T18:28:00-05:32")
    }
}
