import Availability
import Booking
import Postgres

extension Statement where Output == Int {
    /// The statements that make the practice what `setup` describes, to be run in this order in one transaction.
    ///
    /// Each writes a whole table from arrays, so their number does not depend on the size of the practice.
    static func replaceSetup(_ setup: PracticeSetup) -> [Statement] {
        [
            update(setup.practice),
            upsertServices(setup.services),
            upsertRooms(setup.rooms),
            upsertTherapists(setup.therapists),
        ]
            + retire(setup)
            + links("room_service", "room", setup.rooms.map { ($0.name, $0.services) })
            + links("therapist_service", "therapist", setup.therapists.map { ($0.name, $0.services) })
            + weekly("room_hours", "room", setup.rooms.compactMap { room in room.hours.map { (room.name, $0) } })
            + weekly("therapist_hours", "therapist", setup.therapists.map { ($0.name, $0.hours) })
            + overrides(setup.therapists)
            + absences("room_closure", "room", setup.rooms.map { ($0.name, $0.closures) })
            + absences("time_off", "therapist", setup.therapists.map { ($0.name, $0.timeOff) })
    }

    private static func update(_ practice: Practice) -> Statement {
        Statement(
            "write practice",
            """
            update practice set brand = $1, zone = $2, currency = $3, granularity_minutes = $4::integer,
                                hold_minutes = $5::integer, mail_from = $6, phone = $7,
                                reminder_hours = $8::integer, mail_grace_minutes = $9::integer
            """,
            [
                practice.brand, practice.zoneIdentifier, practice.currency, practice.granularity, practice.holdMinutes,
                practice.mailFrom, practice.phone, practice.reminderHours, practice.mailGrace,
            ])
    }

    private static func upsertServices(_ services: [ServiceSetup]) -> Statement {
        Statement(
            "write services",
            """
            insert into service (name, price_minor, duration_minutes, prep_minutes, recovery_minutes, turnover_minutes)
            select * from unnest($1::text[], $2::integer[], $3::integer[], $4::integer[], $5::integer[], $6::integer[])
            on conflict (fold(name)) do update
            set name = excluded.name, price_minor = excluded.price_minor, duration_minutes = excluded.duration_minutes,
                prep_minutes = excluded.prep_minutes, recovery_minutes = excluded.recovery_minutes,
                turnover_minutes = excluded.turnover_minutes, active = true
            """,
            [
                services.map(\.name), services.map(\.price), services.map(\.duration), services.map(\.prep),
                services.map(\.recovery), services.map(\.turnover),
            ])
    }

    private static func upsertRooms(_ rooms: [RoomSetup]) -> Statement {
        Statement(
            "write rooms",
            """
            insert into room (name) select unnest($1::text[])
            on conflict (fold(name)) do update set name = excluded.name, active = true
            """,
            [rooms.map(\.name)])
    }

    private static func upsertTherapists(_ therapists: [TherapistSetup]) -> Statement {
        Statement(
            "write therapists",
            """
            insert into therapist (name, usual_room_id)
            select given.name, (select id from room where fold(room.name) = fold(given.usual_room))
            from unnest($1::text[], $2::text[]) given (name, usual_room)
            on conflict (fold(name)) do update
            set name = excluded.name, usual_room_id = excluded.usual_room_id, active = true
            """,
            [therapists.map(\.name), therapists.map(\.usualRoom)])
    }

    /// What is not described is not offered any more. It is not deleted: old bookings speak of it.
    private static func retire(_ setup: PracticeSetup) -> [Statement] {
        [
            ("service", setup.services.map(\.name)), ("room", setup.rooms.map(\.name)),
            ("therapist", setup.therapists.map(\.name)),
        ].map { table, names in
            Statement(
                "retire \(table)s",
                "update \(table) set active = false where active and fold(name) <> all (select fold(unnest($1::text[])))",
                [names])
        }
    }

    private static func clear(_ table: String) -> Statement {
        Statement("clear \(table)", "delete from \(table)")
    }

    private static func links(_ table: String, _ owner: String, _ links: [(String, [String])]) -> [Statement] {
        let pairs = links.flatMap { name, services in services.map { (name, $0) } }
        return [
            clear(table),
            Statement(
                "write \(table)",
                """
                insert into \(table) (\(owner)_id, service_id)
                select distinct owner.id, service.id from unnest($1::text[], $2::text[]) given (name, service)
                join \(owner) owner on fold(owner.name) = fold(given.name)
                join service on fold(service.name) = fold(given.service)
                """,
                [pairs.map(\.0), pairs.map(\.1)]),
        ]
    }

    private static func weekly(_ table: String, _ owner: String, _ hours: [(String, Hours)]) -> [Statement] {
        var rows = WindowRows()
        for (name, hours) in hours {
            for (weekday, windows) in hours.weekly { rows.add(name, weekday.rawValue, windows) }
            // No row at all would mean "always open".
            if hours.weekly.isEmpty { rows.add(name, Weekday.monday.rawValue, []) }
        }
        return [clear(table), rows.insert(into: table, owner: owner, day: "weekday", value: "given.day")]
    }

    private static func overrides(_ therapists: [TherapistSetup]) -> [Statement] {
        var rows = WindowRows()
        for therapist in therapists {
            for (date, windows) in therapist.hours.overrides { rows.add(therapist.name, date.daysSinceEpoch, windows) }
        }
        return [
            clear("therapist_override"),
            rows.insert(
                into: "therapist_override", owner: "therapist", day: "on_date", value: "date '1970-01-01' + given.day"),
        ]
    }

    private static func absences(_ table: String, _ owner: String, _ absences: [(String, [Absence])]) -> [Statement] {
        let rows = absences.flatMap { name, absences in absences.map { (name, $0) } }
        return [
            clear(table),
            Statement(
                "write \(table)",
                """
                insert into \(table) (\(owner)_id, during, note)
                select owner.id, tstzrange(to_timestamp(given.starts), to_timestamp(given.ends)), given.note
                from unnest($1::text[], $2::bigint[], $3::bigint[], $4::text[]) given (name, starts, ends, note)
                join \(owner) owner on fold(owner.name) = fold(given.name)
                """,
                [
                    rows.map(\.0), rows.map(\.1.during.start.secondsSinceEpoch),
                    rows.map(\.1.during.end.secondsSinceEpoch), rows.map(\.1.note),
                ]),
        ]
    }
}

/// Windows of many owners and days, as the columns of one insert. A day without windows is a row without bounds.
private struct WindowRows {
    private var names: [String] = []
    private var days: [Int] = []
    private var starts: [Int?] = []
    private var ends: [Int?] = []

    mutating func add(_ name: String, _ day: Int, _ windows: [DayWindow]) {
        for window in windows.isEmpty ? [nil] : windows.map(Optional.some) {
            names.append(name)
            days.append(day)
            starts.append(window?.start)
            ends.append(window?.end)
        }
    }

    func insert(into table: String, owner: String, day: String, value: String) -> Statement<Int> {
        Statement(
            "write \(table)",
            """
            insert into \(table) (\(owner)_id, \(day), windows)
            select owner.id, \(value),
                   coalesce(range_agg(int4range(given.starts, given.ends)) filter (where given.starts is not null), '{}')
            from unnest($1::text[], $2::integer[], $3::integer[], $4::integer[]) given (name, day, starts, ends)
            join \(owner) owner on fold(owner.name) = fold(given.name)
            group by owner.id, given.day
            """,
            [names, days, starts, ends])
    }
}
