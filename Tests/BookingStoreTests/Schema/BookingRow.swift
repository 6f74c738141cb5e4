/// A row of bookings as SQL: a confirmed one from 10:00 to 11:00, but for what a test changes.
enum BookingRow {
    /// A clock time of the day on which the rows lie.
    static func time(_ clock: String) -> String { "timestamptz '2030-05-07 \(clock)+00'" }

    /// The insert; `changes` are SQL expressions by column, "day" moves all of the row's times by so many days.
    static func insert(_ changes: [String: String] = [:]) -> String {
        let day = changes["day"].map { " + interval '\($0) day'" } ?? ""
        var columns = [
            "reference": "new_reference()", "service_id": "1", "therapist_id": "1", "room_id": "1", "customer_id": "1",
            "status": "'confirmed'", "blocks": "true", "made_by": "'Dana'", "made_on": "'desk-1'",
            "blocked_from": time("10:00") + day, "starts_at": time("10:00") + day, "ends_at": time("11:00") + day,
            "therapist_released_at": time("11:00") + day, "room_released_at": time("11:00") + day,
        ]
        columns.merge(changes.filter { $0.key != "day" }) { _, changed in changed }
        return "insert into booking (\(columns.keys.joined(separator: ", "))) "
            + "values (\(columns.values.joined(separator: ", ")))"
    }
}
