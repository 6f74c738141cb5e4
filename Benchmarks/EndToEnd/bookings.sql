-- 60 000 bookings, the same whenever the date is the same: years of them up to a season ahead, as dense as the
-- exclusion constraints let them be.

set search_path to touchbase, public;

insert into customer (name, email) values ('Alex Morgan', 'alex@example.com');

-- A reference for each number, in the alphabet of references.
create function pg_temp.spelled(number bigint) returns text
    language sql immutable
    return (select string_agg(substr('23456789ABCDEFGHJKMNPQRSTUVWXYZ', (number / (31 ^ place)::bigint % 31)::integer + 1, 1), '')
            from generate_series(0, 5) place);

with
    -- One try for each therapist and every half hour; "luck" decides which service and room it is.
    tries as (
        select therapist.id as therapist, day::date as day, minute, practice.zone,
               hashint8(therapist.id * 10000000 + day::date - date '2000-01-01' + minute * 100000000000)::bigint + 2147483648 as luck
        from practice, therapist,
             generate_series((clock_timestamp() at time zone practice.zone)::date::timestamp - interval '2700 days',
                             (clock_timestamp() at time zone practice.zone)::date + interval '90 days', interval '1 day') day,
             therapist_hours hours, unnest(hours.windows) window_, generate_series(lower(window_), upper(window_) - 30, 30) minute
        where hours.therapist_id = therapist.id and hours.weekday = extract(isodow from day)
    ),
    chosen as (
        select tries.*, service.*, (luck / 7 % 6)::integer + 1 as room,
               (day::timestamp + make_interval(mins => minute)) at time zone zone as starts
        from tries join service on service.id = luck % 3 + 1
        where luck / 100 % 100 < 60
    )
insert into booking (reference, service_id, therapist_id, room_id, customer_id, status, blocks, blocked_from, starts_at,
                     ends_at, therapist_released_at, room_released_at, made_by, made_on)
select pg_temp.spelled(row_number() over (order by starts desc, therapist) + 1000000), id, therapist, room, 1, 'confirmed', true,
       starts - make_interval(mins => prep_minutes), starts, starts + make_interval(mins => duration_minutes),
       starts + make_interval(mins => duration_minutes + recovery_minutes),
       starts + make_interval(mins => duration_minutes + turnover_minutes), 'bench', 'bench'
from chosen
order by starts desc, therapist
on conflict do nothing;

delete from booking where id not in (select id from booking order by starts_at desc limit 60000);
vacuum analyze;
select count(*) as bookings, count(*) filter (where starts_at > clock_timestamp()) as ahead from booking;
