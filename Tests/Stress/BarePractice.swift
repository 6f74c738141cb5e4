import Postgres

/// The least that can keep a slot from being sold twice: one table, two exclusion constraints, and nothing else of what a
/// practice needs. What it does in a second is the measure of what the rest costs.
enum BarePractice {
    static let content = """
        create schema bare;
        create sequence bare.slot minvalue 0 start 0;
        create table bare.booking (
            id bigint generated always as identity primary key,
            therapist_id integer not null, room_id integer not null,
            starts_at timestamptz not null, ends_at timestamptz not null, room_released_at timestamptz not null,
            status text not null default 'hold', blocks boolean not null default true, held_until timestamptz,
            exclude using gist (therapist_id with =, tstzrange(starts_at, ends_at) with &&) where (blocks),
            exclude using gist (room_id with =, tstzrange(starts_at, room_released_at) with &&) where (blocks)
        ) with (fillfactor = 85);
        insert into bare.booking (therapist_id, room_id, starts_at, ends_at, room_released_at, status)
        select n % \(StressPractice.manyTherapists), n % \(StressPractice.manyRooms), at, at + interval '50 minutes',
               at + interval '1 hour', 'confirmed'
        from (select n, timestamptz '2020-01-01' + n / \(StressPractice.manyRooms) * interval '1 hour' as at
              from generate_series(0, \(StressPractice.past - 1)) n) slot;
        analyze bare.booking;
        """

    /// Hold and confirm, a transaction each, for `pgbench`.
    static let script = """
        insert into bare.booking (therapist_id, room_id, starts_at, ends_at, room_released_at, held_until)
        select n % \(StressPractice.manyTherapists), n % \(StressPractice.manyRooms), at, at + interval '50 minutes',
               at + interval '1 hour', now() + interval '5 minutes'
        from (select n, timestamptz '2040-01-01' + n / \(StressPractice.manyRooms) * interval '1 hour' as at
              from (select nextval('bare.slot') as n) next) slot
        on conflict do nothing returning id \\gset
        update bare.booking set status = 'confirmed', held_until = null where id = :id and status = 'hold';

        """
}
