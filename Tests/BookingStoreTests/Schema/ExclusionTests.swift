import Postgres
import Testing

/// What the exclusion constraints take for a double booking, and what not. One booking lies there: 10:00 to 11:00 with
/// the first therapist in the first room.
@Suite struct ExclusionTests {
    private let practice: TestPractice

    init() throws {
        practice = try TestPractice()
        try practice.run(
            BookingRow.insert([
                "blocked_from": BookingRow.time("09:50"), "therapist_released_at": BookingRow.time("11:10"),
                "room_released_at": BookingRow.time("11:20"),
            ]))
    }

    @Test func `a booking that begins where another releases its therapist is accepted`() throws {
        #expect(try blockedBy(from: "11:10", to: "12:00", ["room_id": "2"]) == nil)
        #expect(try blockedBy(from: "09:00", to: "09:50", ["room_id": "2"]) == nil)
    }

    @Test func `a booking that begins where another releases its room is accepted`() throws {
        #expect(try blockedBy(from: "11:20", to: "12:00", ["therapist_id": "2"]) == nil)
        #expect(try blockedBy(from: "09:00", to: "09:50", ["therapist_id": "2"]) == nil)
    }

    @Test func `recovery keeps the therapist, and turnover the room`() throws {
        #expect(try blockedBy(from: "11:09", to: "12:00", ["room_id": "2"]) == "booking_therapist_is_free")
        #expect(try blockedBy(from: "11:19", to: "12:00", ["therapist_id": "2"]) == "booking_room_is_free")
    }

    @Test func `preparation keeps both`() throws {
        #expect(try blockedBy(from: "09:00", to: "09:51", ["room_id": "2"]) == "booking_therapist_is_free")
        #expect(try blockedBy(from: "09:00", to: "09:51", ["therapist_id": "2"]) == "booking_room_is_free")
    }

    @Test func `the newcomer's own buffers count`() throws {
        let recovery = ["room_id": "2", "therapist_released_at": BookingRow.time("10:00")]
        #expect(try blockedBy(from: "09:00", to: "09:30", recovery) == "booking_therapist_is_free")
        let turnover = ["therapist_id": "2", "room_released_at": BookingRow.time("10:00")]
        #expect(try blockedBy(from: "09:00", to: "09:30", turnover) == "booking_room_is_free")
        let prep = ["therapist_id": "2", "blocked_from": BookingRow.time("11:00")]
        #expect(try blockedBy(from: "11:30", to: "12:00", prep) == "booking_room_is_free")
    }

    @Test(arguments: ["hold", "confirmed", "checked_in", "completed", "no_show"])
    func `whatever occupies blocks`(status: String) throws {
        try change(to: status)
        #expect(try blockedBy(from: "10:00", to: "11:00", ["room_id": "2"]) == "booking_therapist_is_free")
    }

    @Test(arguments: ["cancelled", "expired"]) func `what is over does not block`(status: String) throws {
        try change(to: status)
        #expect(try blockedBy(from: "10:00", to: "11:00") == nil)
    }

    @Test func `others at the same time in another room are accepted`() throws {
        #expect(try blockedBy(from: "10:00", to: "11:00", ["therapist_id": "2", "room_id": "2"]) == nil)
    }

    /// The constraint that refuses a booking of those times; nil when it is accepted.
    private func blockedBy(
        from start: String, to end: String, _ changes: [String: String] = [:]
    ) throws -> String? {
        let (start, end) = (BookingRow.time(start), BookingRow.time(end))
        let times = [
            "blocked_from": start, "starts_at": start, "ends_at": end, "therapist_released_at": end,
            "room_released_at": end,
        ]
        do {
            try practice.run(BookingRow.insert(times.merging(changes) { _, changed in changed }))
            return nil
        } catch {
            #expect(error.serverError?.sqlState == .exclusionViolation)
            return error.serverError?.constraint
        }
    }

    private func change(to status: String) throws {
        let expires = ["hold", "expired"].contains(status) ? "now()" : "null"
        try practice.run(
            """
            update booking set status = '\(status)', blocks = '\(status)' not in ('cancelled', 'expired'),
                               hold_expires_at = \(expires)
            """)
    }
}
