import Testing

/// A rule of the schema by its name, and a command that only this rule refuses.
struct SchemaRule: Sendable, CustomTestStringConvertible {
    let name: String
    let refused: String

    init(_ name: String, _ refused: String) {
        self.name = name
        self.refused = refused
    }

    var testDescription: String { name }

    static let all = practice + customers + bookings + history + mails

    private static let practice = [
        SchemaRule("name_is_visible", "insert into room (name) values ('  ')"),
        SchemaRule("name_is_one_line", "insert into room (name) values (e'Room\\u009b31m')"),
        SchemaRule("windows_start_on_their_day", "update therapist_hours set windows = '{[1440,1500)}'"),
        SchemaRule("practice_is_one_row", "insert into practice (id) values (2)"),
        SchemaRule("practice_currency_is_iso_4217", "update practice set currency = 'usd'"),
        SchemaRule("practice_granularity_is_sane", "update practice set granularity_minutes = 0"),
        SchemaRule("practice_hold_is_sane", "update practice set hold_minutes = 1441"),
        SchemaRule("practice_reminder_is_sane", "update practice set reminder_hours = 337"),
        SchemaRule("practice_mail_grace_is_sane", "update practice set mail_grace_minutes = -1"),
        SchemaRule("service_price_is_not_negative", "update service set price_minor = -1"),
        SchemaRule("service_duration_is_sane", "update service set duration_minutes = 0"),
        SchemaRule("service_prep_is_sane", "update service set prep_minutes = -1"),
        SchemaRule("service_recovery_is_sane", "update service set recovery_minutes = 1441"),
        SchemaRule("service_turnover_is_sane", "update service set turnover_minutes = -1"),
        SchemaRule(
            "service_name_is_unique",
            "insert into service (name, price_minor, duration_minutes) values ('SWÉDISH 60', 1, 1)"),
        SchemaRule("room_name_is_unique", "insert into room (name) values ('rööm 1')"),
        SchemaRule("room_service_room_id_fkey", "insert into room_service values (99, 1)"),
        SchemaRule("room_service_service_id_fkey", "insert into room_service values (1, 99)"),
        SchemaRule("room_hours_weekday_is_iso", "insert into room_hours values (1, 0, '{}')"),
        SchemaRule("room_hours_room_id_fkey", "insert into room_hours values (99, 1, '{}')"),
        SchemaRule(
            "room_closure_has_two_ends", "insert into room_closure (room_id, during) values (1, '[2030-01-01,)')"),
        SchemaRule(
            "room_closure_room_id_fkey",
            "insert into room_closure (room_id, during) values (99, '[2030-01-01,2030-01-02)')"),
        SchemaRule("therapist_name_is_unique", "insert into therapist (name) values ('THERAPIST 1')"),
        SchemaRule("therapist_usual_room_id_fkey", "update therapist set usual_room_id = 99"),
        SchemaRule("therapist_service_therapist_id_fkey", "insert into therapist_service values (99, 1)"),
        SchemaRule("therapist_service_service_id_fkey", "insert into therapist_service values (1, 99)"),
        SchemaRule("therapist_hours_weekday_is_iso", "insert into therapist_hours values (1, 8, '{}')"),
        SchemaRule("therapist_hours_therapist_id_fkey", "insert into therapist_hours values (99, 1, '{}')"),
        SchemaRule(
            "therapist_override_therapist_id_fkey", "insert into therapist_override values (99, '2030-01-01', '{}')"),
        SchemaRule("time_off_has_two_ends", "insert into time_off (therapist_id, during) values (1, 'empty')"),
        SchemaRule(
            "time_off_therapist_id_fkey",
            "insert into time_off (therapist_id, during) values (99, '[2030-01-01,2030-01-02)')"),
    ]

    private static let customers = [
        SchemaRule(
            "email_is_one_address", "insert into customer (name, email) values ('Al', 'al@example.com, bo@example.com')"
        ),
        SchemaRule("phone_is_a_number", "insert into customer (name, phone) values ('Al', 'none')"),
        SchemaRule("customer_email_is_unique", "insert into customer (name, email) values ('Al', 'JO@EXAMPLE.COM')"),
        SchemaRule("customer_notes_fit", "update customer set notes = repeat('x', 4001)"),
        SchemaRule(
            "customer_request_is_done_once",
            """
            insert into customer (request_id, name)
            select '2f1b7a52-3c57-4a3e-9b0f-5b1f6d4f1c11', name from unnest(array['Al', 'Bo']) name
            """),
    ]

    private static let bookings = [
        SchemaRule("booking_reference_is_sayable", BookingRow.insert(["reference": "'AAAAA0'"])),
        SchemaRule(
            "booking_reference_is_unique",
            BookingRow.insert(["reference": "'AAAAAA'"]) + "; "
                + BookingRow.insert(["reference": "'AAAAAA'", "day": "1"])),
        SchemaRule(
            "booking_calendar_uid_is_unique",
            BookingRow.insert() + "; " + BookingRow.insert(["day": "1"]) + "; "
                + "update booking set calendar_uid = '2f1b7a52-3c57-4a3e-9b0f-5b1f6d4f1c11'"),
        SchemaRule("booking_service_id_fkey", BookingRow.insert(["service_id": "99"])),
        SchemaRule("booking_therapist_id_fkey", BookingRow.insert(["therapist_id": "99"])),
        SchemaRule("booking_room_id_fkey", BookingRow.insert(["room_id": "99"])),
        SchemaRule("booking_customer_id_fkey", BookingRow.insert(["customer_id": "99"])),
        SchemaRule("booking_status_is_known", BookingRow.insert(["status": "'paid'"])),
        SchemaRule("booking_blocks_while_it_occupies", BookingRow.insert(["blocks": "false"])),
        SchemaRule("booking_times_are_in_order", BookingRow.insert(["ends_at": BookingRow.time("10:00")])),
        SchemaRule("booking_times_are_whole_minutes", BookingRow.insert(["ends_at": BookingRow.time("10:59:59.5")])),
        SchemaRule("booking_only_a_hold_expires", BookingRow.insert(["status": "'hold'"])),
        SchemaRule("booking_knows_its_customer", BookingRow.insert(["customer_id": "null"])),
        SchemaRule(
            "booking_therapist_is_free", BookingRow.insert() + "; " + BookingRow.insert(["room_id": "2"])),
        SchemaRule(
            "booking_room_is_free", BookingRow.insert() + "; " + BookingRow.insert(["therapist_id": "2"])),
    ]

    private static let history = [
        SchemaRule(
            "booking_history_booking_id_fkey",
            "insert into booking_history (booking_id, staff, terminal, to_status) values (99, '', '', 'hold')"),
        SchemaRule(
            "booking_history_note_fits",
            BookingRow.insert() + """
                ; insert into booking_history (booking_id, staff, terminal, to_status, note)
                select id, '', '', 'confirmed', repeat('x', 1001) from booking
                """),
        SchemaRule(
            "booking_request_is_done_once",
            BookingRow.insert() + """
                ; insert into booking_history (booking_id, request_id, staff, terminal, to_status)
                select id, '2f1b7a52-3c57-4a3e-9b0f-5b1f6d4f1c11', '', '', 'confirmed' from booking, generate_series(1, 2)
                """),
    ]

    private static let mails =
        [
            ("notification_booking_id_fkey", "booking_id", "99"),
            ("notification_kind_is_known", "kind", "'advertisement'"),
            ("notification_status_is_known", "status", "'lost'"),
            ("notification_message_id_is_unique", "message_id", "'one@example.com' from generate_series(1, 2)"),
            ("notification_sent_says_when", "status", "'sent'"),
            ("notification_sending_has_a_lease", "status", "'sending'"),
            ("notification_failure_says_why", "status", "'failed'"),
            ("notification_reminds_once", "kind", "'reminder' from generate_series(1, 2)"),
        ].map { name, column, value in SchemaRule(name, mail(column, value)) } + [
            SchemaRule(
                "letter_notification_id_fkey",
                "insert into letter values (99, 'desk@example.com', 'Subject', 'Body', 'Message')")
        ]

    /// A mail with one column made wrong; the changed one comes last, so that a FROM may follow it.
    private static func mail(_ column: String, _ value: String) -> String {
        var columns = [
            "booking_id": "(select id from booking)", "kind": "'confirmation'", "recipient": "'jo@example.com'",
            "message_id": "gen_random_uuid() || '@example.com'",
        ]
        columns[column] = nil
        let names = Array(columns.keys) + [column]
        let values = Array(columns.values) + [value]
        return BookingRow.insert() + "; insert into notification (\(names.joined(separator: ", "))) "
            + "select \(values.joined(separator: ", "))"
    }
}
