import Availability
import Booking
import Postgres

/// The demo's rows, written with the owner's rights: a statement a table, whatever the number of rows.
extension Statement where Output == Int {
    static func insert(_ customers: [DemoCustomer]) -> Statement {
        Statement(
            "demo customers",
            "insert into customer (name, email, phone, notes) "
                + "select * from unnest($1::text[], $2::text[], $3::text[], $4::text[])",
            [customers.map(\.name), customers.map(\.email), customers.map(\.phone), customers.map(\.notes)])
    }

    static func insert(_ entries: [DemoEntry], of customers: [DemoCustomer]) -> Statement {
        Statement(
            "demo bookings",
            """
            insert into booking (reference, service_id, therapist_id, room_id, customer_id, status, blocks, blocked_from,
                                 starts_at, ends_at, therapist_released_at, room_released_at, hold_expires_at, made_at,
                                 made_by, made_on)
            select d.reference, d.service, d.therapist, d.room, customer.id, d.status,
                   d.status not in ('cancelled', 'expired'), to_timestamp(d.blocked), to_timestamp(d.starts),
                   to_timestamp(d.ends), to_timestamp(d.therapist_released), to_timestamp(d.room_released),
                   case d.status when 'hold' then
                       to_timestamp(d.made) + (select hold_minutes from practice) * interval '1 minute' end,
                   to_timestamp(d.made), d.staff, d.terminal
            from unnest($1::text[], $2::integer[], $3::integer[], $4::integer[], $5::text[], $6::text[], $7::bigint[],
                        $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[], $13::text[], $14::text[])
                 d (reference, service, therapist, room, email, status, blocked, starts, ends, therapist_released,
                    room_released, made, staff, terminal)
            left join customer on lower(customer.email) = lower(d.email)
            """,
            [
                entries.map(\.reference), entries.map(\.service.id.rawValue), entries.map(\.therapist.rawValue),
                entries.map(\.room.rawValue), entries.map { entry in entry.customer.map { customers[$0].email } },
                entries.map(\.status.rawValue), entries.map(\.occupancy.blockedFrom.secondsSinceEpoch),
                entries.map(\.starts.secondsSinceEpoch), entries.map(\.occupancy.ends.secondsSinceEpoch),
                entries.map(\.occupancy.therapistReleased.secondsSinceEpoch),
                entries.map(\.occupancy.roomReleased.secondsSinceEpoch), entries.map(\.made.secondsSinceEpoch),
                entries.map(\.desk.staff), entries.map(\.desk.terminal),
            ])
    }

    /// How each booking came to be what it is: held, confirmed two minutes later, and so on at the times that fit.
    static var writeDemoHistory: Statement {
        Statement(
            "demo history",
            """
            insert into booking_history (booking_id, at, staff, terminal, from_status, to_status, note)
            select b.id, step.at, b.made_by, b.made_on, step.from_status, step.to_status, step.note
            from booking b, lateral (values
                (b.made_at, null, 'hold', ''),
                (b.made_at + interval '2 minutes', 'hold', 'confirmed', ''),
                (least(b.made_at + interval '9 hours', clock_timestamp()), 'confirmed', 'cancelled', 'customer called'),
                (b.starts_at - interval '4 minutes', 'confirmed', 'checked_in', ''),
                (b.ends_at + interval '1 minute', 'checked_in', 'completed', ''),
                (b.starts_at + interval '20 minutes', 'confirmed', 'no_show', '')
            ) step (at, from_status, to_status, note)
            where step.to_status = 'hold'
               or b.status <> 'hold' and step.to_status = 'confirmed'
               or b.status = 'cancelled' and step.to_status = 'cancelled'
               or b.status in ('checked_in', 'completed') and step.to_status = 'checked_in'
               or b.status = 'completed' and step.to_status = 'completed'
               or b.status = 'no_show' and step.to_status = 'no_show'
            order by b.id, step.at
            """)
    }

    /// Nearly every confirmation was sent; some few bounced, one is uncertain, and the newest wait.
    static var writeDemoMails: Statement {
        Statement(
            "demo mails",
            """
            insert into notification (booking_id, kind, recipient, status, message_id, attempts, queued_at,
                                      next_attempt_at, provider_id, sent_at, last_error)
            select id, 'confirmation', email, status, 'demo-' || lower(reference) || '@riverside.example',
                   case status when 'queued' then 0 else 1 end, made_at + interval '2 minutes',
                   made_at + interval '2 minutes', case status when 'sent' then upper(md5(reference)) end,
                   case status when 'sent' then made_at + interval '2 minutes 2 seconds' end,
                   case status when 'failed' then '550 5.1.1 no such mailbox'
                               when 'uncertain' then 'the connection was lost after the last byte' end
            from (select b.id, b.reference, c.email, b.made_at,
                         case when row_number() over (order by b.made_at desc, b.id) <= 2 then 'queued'
                              when row_number() over (order by b.made_at desc, b.id) = 5 then 'uncertain'
                              when b.id % 41 = 0 then 'failed' else 'sent' end as status
                  from booking b join customer c on c.id = b.customer_id
                  where b.status <> 'hold') mail
            order by made_at
            """)
    }

    static var dropSchema: Statement { Statement("drop schema", "drop schema if exists touchbase cascade") }
}

extension Statement where Output == Instant? {
    /// The last start in the diary; nil when it is empty.
    static var lastStart: Statement {
        .one("last start", "select extract(epoch from max(starts_at))::bigint as last from booking") {
            row throws(PostgresError) in
            try row["last", as: Int64?.self].map { Instant(secondsSinceEpoch: $0) }
        }
    }
}
