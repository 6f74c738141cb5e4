-- All that can be booked of "Hour" within 30 days, by one query with multiranges: what `touchbase slots Hour --days 30`
-- answers. Right for a practice whose windows neither touch nor cross midnight, such as the one beside this file.

with
    asked as (
        select service.id as service, zone, make_interval(mins => granularity_minutes) as step,
               make_interval(mins => prep_minutes) as lead, make_interval(mins => duration_minutes) as duration,
               make_interval(mins => duration_minutes + recovery_minutes) as therapist_tail,
               make_interval(mins => duration_minutes + turnover_minutes) as room_tail,
               (clock_timestamp() at time zone zone)::date as first, clock_timestamp() as now
        from service, practice where service.name = 'Hour'
    ),
    span as (
        select tstzrange(first::timestamp at time zone zone, (first + 30)::timestamp at time zone zone) as starts,
               tstzrange(first::timestamp at time zone zone - interval '2 days',
                         (first + 30)::timestamp at time zone zone + interval '2 days') as around
        from asked
    ),
    windows as materialized (
        select hours.therapist_id as therapist,
               (day + make_interval(mins => lower(window_))) at time zone zone as opens,
               (day + make_interval(mins => upper(window_))) at time zone zone - duration as last
        from asked, generate_series(first::timestamp, first + 29, interval '1 day') day,
             therapist_service does, therapist_hours hours
             left join therapist_override dated using (therapist_id),
             unnest(hours.windows) window_
        where does.service_id = service and hours.therapist_id = does.therapist_id
          and hours.weekday = extract(isodow from day) and dated.on_date is null
    ),
    busy as materialized (
        select therapist_id as therapist, room_id as room, blocked_from, therapist_released_at, room_released_at
        from booking
        where blocks and tstzrange(blocked_from, therapist_released_at) && (select around from span)
          and (status <> 'hold' or hold_expires_at > clock_timestamp())
    ),
    free as materialized (
        select therapist, range_agg(tstzrange(opens, last, '[]')) as starts from windows group by therapist
    ),
    therapist_busy as materialized (
        select therapist, range_agg(tstzrange(blocked_from - therapist_tail, therapist_released_at + lead, '()')) as starts
        from busy, asked group by therapist
    ),
    therapist_off as materialized (
        select therapist_id as therapist, range_agg(tstzrange(lower(during) - duration, upper(during), '()')) as starts
        from time_off, asked where during && (select around from span) group by therapist_id
    ),
    room_busy as materialized (
        select room, range_agg(tstzrange(blocked_from - room_tail, room_released_at + lead, '()')) as starts
        from busy, asked group by room
    ),
    candidates as (
        select therapist, start from windows, asked, generate_series(opens, last, step) start
        union
        select therapist, last from windows
        union
        select therapist, edge from busy, asked,
             lateral (values (blocked_from - therapist_tail), (therapist_released_at + lead)) edges (edge)
    )
select extract(epoch from start)::bigint as start, therapist.id as therapist, room.id as room
from asked, span, candidates
     join therapist on therapist.id = candidates.therapist
     join free using (therapist)
     left join therapist_busy using (therapist)
     left join therapist_off using (therapist),
     room_service fits join room on room.id = fits.room_id
     left join room_busy on room_busy.room = room.id
where fits.service_id = service and start >= now and span.starts @> start and free.starts @> start
  and (therapist_busy.starts @> start) is not true and (therapist_off.starts @> start) is not true
  and (room_busy.starts @> start) is not true
order by 1, 2, 3;
