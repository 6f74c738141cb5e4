-- 300 bookings in the current week: six a day of each therapist, from Monday to Friday.

set search_path to touchbase, public;

insert into customer (name, email, phone)
select (array['Jo', 'Marguerite', 'Tomasz', 'Aisha', 'Per', 'Lena', 'Sam', 'Kim'])[1 + n % 8] || ' '
           || (array['Smith', 'Abara', 'Wojcik', 'Khan', 'Lindqvist', 'Osei', 'Lee'])[1 + n % 7],
       'customer' || n || '@example.com', '313 555 0' || 100 + n
from generate_series(1, 200) n;

with
    places as (
        select therapist.id as place, row_number() over (order by therapist.id, day, turn) as n,
               (date_trunc('week', clock_timestamp() at time zone zone)
                    + make_interval(days => day, mins => 555 + turn * 90)) at time zone zone as starts
        from practice, therapist, generate_series(0, 4) day, generate_series(0, 5) turn
    )
insert into booking (reference, service_id, therapist_id, room_id, customer_id, status, blocks, blocked_from, starts_at,
                     ends_at, therapist_released_at, room_released_at, made_by, made_on)
select 'B' || translate(lpad(n::text, 5, '0'), '01', 'AH'), service.id, place, place, 1 + n % 200, 'confirmed', true,
       starts - make_interval(mins => prep_minutes), starts, starts + make_interval(mins => duration_minutes),
       starts + make_interval(mins => duration_minutes + recovery_minutes),
       starts + make_interval(mins => duration_minutes + turnover_minutes), 'bench', 'bench'
from places, service
where service.name = '60-minute Swedish';

analyze;
select count(*) from booking;
