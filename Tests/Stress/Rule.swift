/// What must be true of every history, as a query for what contradicts it.
struct Rule {
    var name: String
    /// One row of text, "found", for each counterexample.
    var counterexamples: String

    /// What the desks were told.
    static let tables = """
        create table witness.journal (
            request uuid, action text, target text, service integer, therapist integer, room integer,
            start timestamptz, asked timestamptz, told timestamptz, outcome text, booking text);
        """

    /// "occupied": who had which therapist and room, and from when until when; a hold only until it ran out.
    static let views = """
        create table witness.occupied as
        select booking_id, status, therapist_id, room_id, tstzrange(blocked_from, therapist_released_at) as therapist_range,
               tstzrange(blocked_from, room_released_at) as room_range, tstzrange(at, until) as during
        from (
            select seen.*, case when status = 'hold' then least(next, hold_expires_at) else next end as until
            from (select *, lead(at) over (partition by booking_id order by number) as next from witness.seen) seen
        ) seen
        where blocks and (until is null or until > at);
        create index on witness.occupied using gist (therapist_id, therapist_range, during);
        create index on witness.occupied using gist (room_id, room_range, during);
        create index on witness.journal (request);
        set search_path = touchbase, public;
        analyze;
        """

    static let all = [
        Rule(
            name: "no therapist and no room is ever had by two at once",
            counterexamples: """
                select format('bookings %s and %s during %s', a.booking_id, b.booking_id, a.during * b.during) as found
                from witness.occupied a join witness.occupied b on a.booking_id < b.booking_id and a.during && b.during
                 and a.therapist_id = b.therapist_id and a.therapist_range && b.therapist_range
                union all
                select format('bookings %s and %s during %s', a.booking_id, b.booking_id, a.during * b.during)
                from witness.occupied a join witness.occupied b on a.booking_id < b.booking_id and a.during && b.during
                 and a.room_id = b.room_id and a.room_range && b.room_range
                """),
        Rule(
            name: "nobody is refused a slot that was free all the time",
            counterexamples: """
                select format('%s of %s by %s: %s %s', action, start, request, outcome, booking) as found
                from witness.journal j
                join service s on s.id = coalesce(j.service, (select service_id from booking where reference = j.target))
                where outcome in ('taken', 'contended') and not exists (
                    select from witness.occupied o
                    where o.during && tstzrange(j.asked, j.told)
                      and (o.therapist_id = j.therapist and o.therapist_range && tstzrange(
                               j.start - minutes(s.prep_minutes),
                               j.start + minutes(s.duration_minutes + s.recovery_minutes))
                           or o.room_id = j.room and o.room_range && tstzrange(
                               j.start - minutes(s.prep_minutes),
                               j.start + minutes(s.duration_minutes + s.turnover_minutes))))
                """),
        Rule(
            name: "whoever is told that it is done has it in the history, under that name and for that booking",
            counterexamples: """
                select format('%s %s: told %s', j.action, j.request, j.booking) as found
                from witness.journal j
                left join booking_history h on h.request_id = j.request
                left join booking b on b.id = h.booking_id
                where j.outcome = 'done' and j.booking is distinct from b.reference
                """),
        Rule(
            name: "what was refused was not done",
            counterexamples: """
                select format('%s %s: told %s, and done at %s', j.action, j.request, j.outcome, h.at) as found
                from witness.journal j join booking_history h on h.request_id = j.request
                where j.outcome not in ('done', 'unknown') and not exists (
                    select from witness.journal again where again.request = j.request and again.asked >= j.told)
                """),
        Rule(
            name: "a request that is sent again makes no second booking",
            counterexamples: """
                select format('%s: %s', request, array_agg(distinct booking)) as found
                from witness.journal where outcome = 'done' group by request having count(distinct booking) > 1
                """),
        Rule(
            name: "nothing is done that nobody asked for",
            counterexamples: """
                select format('history %s of booking %s', h.id, h.booking_id) as found
                from booking_history h
                where h.request_id is not null and not exists (
                    select from witness.journal j where j.request = h.request_id)
                """),
        Rule(
            name: "a confirm never fails because of a rival",
            counterexamples: """
                select format('%s of %s: %s', action, target, outcome) as found
                from witness.journal where action in ('confirm', 'cancel') and outcome in ('taken', 'contended')
                """),
        Rule(
            name: "a hold that ran out before it was asked for is never confirmed or moved",
            counterexamples: """
                select format('%s of %s asked at %s', j.action, j.target, j.asked) as found
                from witness.journal j join booking b on b.reference = j.target
                join witness.seen made on made.booking_id = b.id and made.status = 'hold'
                join booking_history h on h.request_id = j.request
                where j.action in ('confirm', 'move') and j.outcome = 'done' and h.from_status = 'hold'
                  and h.at >= j.asked and j.asked > made.hold_expires_at + interval '5 ms'
                """),
        Rule(
            name: "a hold that still lived when the answer came is never told to have run out",
            counterexamples: """
                select format('%s of %s told at %s', j.action, j.target, j.told) as found
                from witness.journal j join booking b on b.reference = j.target
                join witness.seen made on made.booking_id = b.id and made.status = 'hold'
                where j.outcome = 'expired' and j.told < made.hold_expires_at - interval '5 ms'
                """),
        Rule(
            name: "every change has one row in the history, and every row a change",
            counterexamples: """
                select format('booking %s: %s changes, %s rows', booking_id, s.changes, h.rows) as found
                from (select booking_id, array_agg(status order by number) as changes
                      from witness.seen group by 1) s
                full join (select booking_id, array_agg(to_status order by id) as rows
                           from booking_history group by 1) h using (booking_id)
                where s.changes is distinct from h.rows
                """),
        Rule(
            name: "every answer is one that the desks know",
            counterexamples: """
                select format('%s %s: %s', action, coalesce(target, start::text), outcome) as found
                from witness.journal
                where outcome not in ('done', 'taken', 'contended', 'expired', 'status', 'unknown')
                """),
    ]
}
