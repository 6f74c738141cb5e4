-- As many confirmed bookings as COUNT says, at half-hours of some weeks: each is told to its customer in every round.

set search_path to touchbase, public;

update practice set mail_from = 'desk@practice.example', phone = '+1 313 555 0100';
insert into customer (name, email) values ('Alex Morgan', 'alex@example.com');

insert into booking (reference, service_id, therapist_id, room_id, customer_id, status, blocks, blocked_from, starts_at,
                     ends_at, therapist_released_at, room_released_at, made_by, made_on)
select translate(lpad(upper(to_hex(number)), 6, 'Z'), '01', 'XY'), 1, 1, 1, 1, 'confirmed', true, starts, starts, ends, ends, ends,
       'bench', 'bench'
from generate_series(1, :count) number,
     lateral (select date_trunc('hour', now()) + interval '9 days' + number * interval '30 minutes' as starts) begin,
     lateral (select starts + interval '30 minutes' as ends) finish;
