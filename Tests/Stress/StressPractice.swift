import Availability
import Booking
import BookingStore
import Postgres
import TestSupport

/// Few therapists and rooms, whose holds run out within 400 ms; and a witness of every change.
enum StressPractice {
    static let therapists = 4
    static let rooms = 4

    /// A new database of it.
    static func make(withWitness isWitnessed: Bool) throws -> TestDatabase {
        let database = try TestCluster.shared().database()
        var connection = try database.connect(session: .patient)
        _ = try Migrator.migrate(&connection)
        try connection.run(script: content + (isWitnessed ? witness : ""), named: "fill the practice")
        connection.close()
        return database
    }

    /// The midnight (UTC) on which all bookings begin.
    static var day: Statement<Instant> {
        .one("day", "select extract(epoch from date_trunc('day', now()))::bigint + 172800 as day") {
            row throws(PostgresError) in Instant(secondsSinceEpoch: try row["day"])
        }
    }

    /// A booking that occupies somebody, whoever made it; a hold, where one is preferred and there is one.
    static func someBooking(preferringHold: Bool) -> Statement<Reference?> {
        .first(
            "some booking",
            "select reference from booking where blocks order by ($1::boolean and status = 'hold') desc, random() limit 1",
            [preferringHold]
        ) { row throws(PostgresError) in try row.value("reference", as: String.self) { Reference($0) } }
    }

    private static let content = """
        insert into service (name, price_minor, duration_minutes, prep_minutes, recovery_minutes, turnover_minutes)
        values ('Swedish 60', 9000, 60, 0, 0, 0), ('Hot stone', 12000, 60, 10, 20, 30);
        insert into room (name) select 'Room ' || n from generate_series(1, \(rooms)) n;
        insert into therapist (name) select 'Therapist ' || n from generate_series(1, \(therapists)) n;
        insert into therapist_service select therapist.id, service.id from therapist, service;
        insert into room_service select room.id, service.id from room, service;
        insert into therapist_hours select id, weekday, '{[0,1440)}' from therapist, generate_series(1, 7) weekday;
        insert into customer (name, email) values ('Jo Smith', 'jo@example.com'), ('Kim Roe', null);

        """

    /// It sees each row as it is written, by triggers that the intents know nothing of.
    private static let witness = """
        create schema witness;
        create table witness.seen (
            number bigint generated always as identity primary key,
            at timestamptz not null default clock_timestamp(),
            booking_id bigint, service_id integer, therapist_id integer, room_id integer, blocked_from timestamptz,
            therapist_released_at timestamptz, room_released_at timestamptz, status text, blocks boolean,
            hold_expires_at timestamptz);
        create function witness.see() returns trigger language plpgsql security definer as $$
        begin
            insert into witness.seen (booking_id, service_id, therapist_id, room_id, blocked_from,
                                      therapist_released_at, room_released_at, status, blocks, hold_expires_at)
            values (new.id, new.service_id, new.therapist_id, new.room_id, new.blocked_from,
                    new.therapist_released_at, new.room_released_at, new.status, new.blocks, new.hold_expires_at);
            return null;
        end $$;
        create trigger witness after insert or update of status, therapist_id on booking
            for each row execute function witness.see();

        create function witness.shorten() returns trigger language plpgsql as $$
        begin
            new.hold_expires_at := clock_timestamp() + (5 + 395 * random()) * interval '1 millisecond';
            return new;
        end $$;
        create trigger shorten before insert on booking for each row execute function witness.shorten();
        """
}
