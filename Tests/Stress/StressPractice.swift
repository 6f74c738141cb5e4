import Availability
import Booking
import BookingStore
import Postgres
import TestSupport

/// Few therapists and rooms, whose holds run out within 400 ms; and a witness of every change.
enum StressPractice {
    static let therapists = 4
    static let rooms = 4

    /// Those of a practice in which nobody waits for another.
    static let manyTherapists = 60
    static let manyRooms = 40
    /// How many bookings it has had.
    static let past = 100_000

    /// A new database of it.
    static func make() throws -> TestDatabase {
        let database = try TestCluster.shared().database()
        try fill(database, content(therapists, rooms) + witness)
        return database
    }

    /// Makes a large practice with a past of it, in an empty database.
    static func makeLarge(in database: TestDatabase) throws {
        try fill(database, content(manyTherapists, manyRooms) + history)
    }

    private static func fill(_ database: TestDatabase, _ content: String) throws {
        var connection = try database.connect(session: .patient)
        _ = try Migrator.migrate(&connection)
        try connection.run(script: content, named: "fill the practice", within: .seconds(120))
        connection.close()
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

    private static func content(_ therapists: Int, _ rooms: Int) -> String {
        """
        insert into service (name, price_minor, duration_minutes, prep_minutes, recovery_minutes, turnover_minutes)
        values ('Swedish 60', 9000, 60, 0, 0, 0), ('Hot stone', 12000, 60, 10, 20, 30);
        insert into room (name) select 'Room ' || n from generate_series(1, \(rooms)) n;
        insert into therapist (name) select 'Therapist ' || n from generate_series(1, \(therapists)) n;
        insert into therapist_service select therapist.id, service.id from therapist, service;
        insert into room_service select room.id, service.id from room, service;
        insert into therapist_hours select id, weekday, '{[0,1440)}' from therapist, generate_series(1, 7) weekday;
        insert into customer (name, email) values ('Jo Smith', 'jo@example.com'), ('Kim Roe', null);

        """
    }

    /// References count in the 31 letters that there are.
    private static let history = """
        insert into booking (
            reference, service_id, therapist_id, room_id, customer_id, status, blocks, blocked_from, starts_at, ends_at,
            therapist_released_at, room_released_at, made_by, made_on)
        select (select string_agg(substr('23456789ABCDEFGHJKMNPQRSTUVWXYZ', 1 + n / (31 ^ place)::integer % 31, 1), '')
                from generate_series(0, 5) place),
               1, 1 + n % \(manyTherapists), 1 + n % \(manyRooms), 1, 'confirmed', true, at, at, at + interval '1 hour',
               at + interval '1 hour', at + interval '1 hour', 'a', 'b'
        from (select n, timestamptz '2020-01-01' + n / \(manyRooms) * interval '1 hour' as at
              from generate_series(0, \(past - 1)) n) slot;
        analyze;

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
