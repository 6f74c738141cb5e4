-- What a desk can want of a booking: one function, one transaction, one round trip each.
--
-- Lock order, the same for all of them: the one booking that the intent is about, then therapists ascending, then rooms
-- ascending (all advisory, held to the end of the transaction), then rows. With it a free slot has exactly one winner and
-- nobody deadlocks; the exclusion constraints stay as the proof. Every function that waits for a lock looks at the clock
-- in a later statement, because a time that was read before the wait is no longer true. The only clock is the server's.

-- A booking as people see it. A hold whose time is up reads "expired", whether anyone has swept it or not.
create view booking_card as
select booking.id, booking.reference,
       case when booking.status = 'hold' and booking.hold_expires_at <= clock_timestamp() then 'expired'
            else booking.status end as status,
       booking.starts_at, booking.ends_at, booking.blocked_from, booking.therapist_released_at,
       booking.room_released_at, booking.hold_expires_at,
       booking.hold_expires_at - clock_timestamp() as hold_left,
       booking.made_at, booking.made_by, booking.made_on,
       service.id as service_id, service.name as service_name, service.price_minor,
       service.duration_minutes, service.prep_minutes, service.recovery_minutes, service.turnover_minutes,
       therapist.id as therapist_id, therapist.name as therapist_name,
       room.id as room_id, room.name as room_name,
       customer.id as customer_id, customer.name as customer_name, customer.email as customer_email,
       customer.phone as customer_phone, customer.notes as customer_notes
from booking
join service on service.id = booking.service_id
join therapist on therapist.id = booking.therapist_id
join room on room.id = booking.room_id
left join customer on customer.id = booking.customer_id;

-- What every intent answers. "outcome" is one of
--   done              the change is made
--   replayed          this request_id had made it before
--   conflict          "blocker" has the therapist or the room, as "blocked" says
--   not_bookable      the practice's own rules are against it: read the schedule again to say which
--   expired, already_confirmed, wrong_status, customer_missing     as the booking stands
--   not_found
create type answer as (outcome text, booking booking_card, blocker booking_card, blocked text);

-- Parameters are called p_…, so that no statement has to say whether it means one of them or a column. The functions
-- are PL/pgSQL, the shortest too: it keeps the plans of a session, where an SQL function plans anew at every call.

create function answer_with(
    p_outcome text, p_booking bigint, p_blocker bigint default null, p_blocked text default null) returns answer
    language plpgsql volatile as $$
declare
    reply answer;
begin
    reply.outcome := p_outcome;
    reply.blocked := p_blocked;
    select card into reply.booking from booking_card card where card.id = p_booking;
    select card into reply.blocker from booking_card card where card.id = p_blocker;
    return reply;
end $$;

create function new_reference() returns text
    language plpgsql volatile as $$
declare
    alphabet constant text := '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
    candidate text;
begin
    loop
        select string_agg(substr(alphabet, 1 + floor(random() * length(alphabet))::integer, 1), '')
        into candidate
        from generate_series(1, 6);
        exit when not exists (select from booking where reference = candidate);
    end loop;
    return candidate;
end $$;

create function lock_resources(p_therapists integer[], p_rooms integer[]) returns void
    language plpgsql volatile as $$
declare
    resource integer;
begin
    for resource in select distinct unnest(p_therapists) order by 1 loop
        perform pg_advisory_xact_lock(1, resource);
    end loop;
    for resource in select distinct unnest(p_rooms) order by 1 loop
        perform pg_advisory_xact_lock(2, resource);
    end loop;
end $$;

-- Locks the booking, what it occupies and what it is to occupy, then its row. Null when there is no such booking.
--
-- The lock on the booking comes first, so that no rival can move it between the reading of its therapist and room and
-- the locks on them: to take further locks after those of rooms would break the order. Two bookings that share a lock
-- wait for each other, and no more: an intent is about one.
create function lock_booking(
    p_reference text, p_therapist integer default null, p_room integer default null) returns booking
    language plpgsql volatile as $$
declare
    kept booking;
begin
    perform pg_advisory_xact_lock(3, (id % 2147483647)::integer) from booking where reference = p_reference;
    select * into kept from booking where reference = p_reference;
    if not found then
        return null;
    end if;
    perform lock_resources(array_remove(array[kept.therapist_id, p_therapist], null),
                           array_remove(array[kept.room_id, p_room], null));
    select * into kept from booking where reference = p_reference for update;
    return kept;
end $$;

-- The booking that this intent has changed before, or null.
create function replayed(p_request uuid) returns bigint
    language plpgsql volatile as $$
begin
    return (select booking_id from booking_history where request_id = p_request);
end $$;

create function record_change(
    p_booking bigint, p_request uuid, p_staff text, p_terminal text, p_from text, p_to text, p_note text default '')
    returns void
    language plpgsql volatile as $$
begin
    insert into booking_history (booking_id, request_id, staff, terminal, from_status, to_status, note)
    values (p_booking, p_request, p_staff, p_terminal, p_from, p_to, p_note);
    perform pg_notify('touchbase', 'booking:' || p_booking);
end $$;

-- Nobody's doing: the history names no staff and no terminal.
create function expire(p_booking bigint) returns void
    language plpgsql volatile as $$
begin
    update booking set status = 'expired', blocks = false where id = p_booking;
    perform record_change(p_booking, null, '', '', 'hold', 'expired');
end $$;

-- How a booking that has been locked stands to an intent that is possible from the states "p_from": "ready", or else the
-- outcome to answer. A hold whose time is up is expired here.
create function standing(p_kept booking, p_request uuid, p_from text[]) returns text
    language plpgsql volatile as $$
begin
    if p_kept.id is null then
        return 'not_found';
    elsif replayed(p_request) is not null then
        return 'replayed';
    elsif p_kept.status = 'hold' and p_kept.hold_expires_at <= clock_timestamp() then
        perform expire(p_kept.id);
        return 'expired';
    elsif p_kept.status = any (p_from) then
        return 'ready';
    elsif p_kept.status = 'expired' then
        return 'expired';
    elsif p_kept.status in ('confirmed', 'checked_in', 'completed') and not 'confirmed' = any (p_from) then
        return 'already_confirmed';
    end if;
    return 'wrong_status';
end $$;

-- Marks the holds that ran out and are in the way. The caller has locked the therapist and the room.
create function expire_in_the_way(
    p_therapist integer, p_room integer, p_therapist_range tstzrange, p_room_range tstzrange) returns void
    language plpgsql volatile as $$
declare
    stale bigint;
begin
    for stale in
        select id from booking
        where blocks and status = 'hold' and hold_expires_at <= clock_timestamp()
          and (therapist_id = p_therapist and tstzrange(blocked_from, therapist_released_at) && p_therapist_range
               or room_id = p_room and tstzrange(blocked_from, room_released_at) && p_room_range)
        order by id
        for update
    loop
        perform expire(stale);
    end loop;
end $$;

-- The booking that has the therapist or the room in those ranges; one that has the therapist is named first.
create function find_blocker(
    p_therapist integer, p_room integer, p_therapist_range tstzrange, p_room_range tstzrange, p_except bigint,
    out id bigint, out blocked text)
    language plpgsql volatile as $$
begin
    select blocker.id, blocker.blocked into find_blocker.id, find_blocker.blocked
    from (
        select b.id, 'therapist' as blocked, b.starts_at from booking b
        where b.blocks and b.therapist_id = p_therapist
          and tstzrange(b.blocked_from, b.therapist_released_at) && p_therapist_range
        union all
        select b.id, 'room', b.starts_at from booking b
        where b.blocks and b.room_id = p_room
          and tstzrange(b.blocked_from, b.room_released_at) && p_room_range
    ) blocker
    where blocker.id is distinct from p_except
    order by blocker.blocked = 'room', blocker.starts_at
    limit 1;
end $$;

create function minutes(p_count integer) returns interval
    language sql immutable parallel safe
    return p_count * interval '1 minute';

-- Those of the practice's rules that can be told from instants alone. Hours are local, and the engine's to know.
create function is_offered(p_service service, p_therapist integer, p_room integer, p_starts timestamptz) returns boolean
    language plpgsql volatile as $$
begin
    return p_service.active
        and p_starts >= clock_timestamp()
        and exists (select from therapist t join therapist_service s on s.therapist_id = t.id
                    where t.id = p_therapist and t.active and s.service_id = p_service.id)
        and exists (select from room r join room_service s on s.room_id = r.id
                    where r.id = p_room and r.active and s.service_id = p_service.id)
        and not exists (select from time_off o
                        where o.therapist_id = p_therapist
                          and o.during && tstzrange(p_starts, p_starts + minutes(p_service.duration_minutes)))
        and not exists (select from room_closure c
                        where c.room_id = p_room
                          and c.during && tstzrange(
                              p_starts - minutes(p_service.prep_minutes),
                              p_starts + minutes(p_service.duration_minutes + p_service.turnover_minutes)));
end $$;

create function hold(
    p_request uuid, p_service integer, p_therapist integer, p_room integer, p_starts timestamptz, p_customer bigint,
    p_staff text, p_terminal text) returns answer
    language plpgsql volatile security definer set search_path = touchbase, public, pg_temp as $$
declare
    sold service;
    wanted booking;
    therapist_range tstzrange;
    room_range tstzrange;
    made bigint;
    blocker record;
begin
    perform lock_resources(array[p_therapist], array[p_room]);
    made := replayed(p_request);
    if made is not null then
        return answer_with('replayed', made);
    end if;

    select * into sold from service where id = p_service;
    if not found or not is_offered(sold, p_therapist, p_room, p_starts) then
        return answer_with('not_bookable', null);
    end if;
    wanted.blocked_from := p_starts - minutes(sold.prep_minutes);
    wanted.ends_at := p_starts + minutes(sold.duration_minutes);
    wanted.therapist_released_at := wanted.ends_at + minutes(sold.recovery_minutes);
    wanted.room_released_at := wanted.ends_at + minutes(sold.turnover_minutes);
    therapist_range := tstzrange(wanted.blocked_from, wanted.therapist_released_at);
    room_range := tstzrange(wanted.blocked_from, wanted.room_released_at);
    perform expire_in_the_way(p_therapist, p_room, therapist_range, room_range);

    insert into booking (reference, service_id, therapist_id, room_id, customer_id, status, blocks, blocked_from,
                         starts_at, ends_at, therapist_released_at, room_released_at, hold_expires_at, made_by, made_on)
    values (new_reference(), p_service, p_therapist, p_room, p_customer, 'hold', true, wanted.blocked_from,
            p_starts, wanted.ends_at, wanted.therapist_released_at, wanted.room_released_at,
            clock_timestamp() + minutes((select hold_minutes from practice)), p_staff, p_terminal)
    on conflict do nothing
    returning id into made;
    if made is null then
        select * into blocker from find_blocker(p_therapist, p_room, therapist_range, room_range, null);
        return answer_with('conflict', null, blocker.id, blocker.blocked);
    end if;
    perform record_change(made, p_request, p_staff, p_terminal, null, 'hold');
    return answer_with('done', made);
end $$;

create function confirm(p_request uuid, p_reference text, p_customer bigint, p_staff text, p_terminal text)
    returns answer
    language plpgsql volatile security definer set search_path = touchbase, public, pg_temp as $$
declare
    held booking;
    outcome text;
begin
    held := lock_booking(p_reference);
    outcome := standing(held, p_request, array['hold']);
    if outcome <> 'ready' then
        return answer_with(outcome, held.id);
    elsif coalesce(p_customer, held.customer_id) is null then
        return answer_with('customer_missing', held.id);
    end if;

    update booking
    set status = 'confirmed', hold_expires_at = null, customer_id = coalesce(p_customer, held.customer_id)
    where id = held.id;
    perform record_change(held.id, p_request, p_staff, p_terminal, 'hold', 'confirmed');
    perform tell_customer(held.id, 'confirmation');
    return answer_with('done', held.id);
end $$;

create function cancel(p_request uuid, p_reference text, p_reason text, p_staff text, p_terminal text) returns answer
    language plpgsql volatile security definer set search_path = touchbase, public, pg_temp as $$
declare
    kept booking;
    outcome text;
begin
    kept := lock_booking(p_reference);
    outcome := standing(kept, p_request, array['hold', 'confirmed']);
    if outcome <> 'ready' then
        return answer_with(outcome, kept.id);
    end if;

    update booking set status = 'cancelled', blocks = false, hold_expires_at = null where id = kept.id;
    perform record_change(kept.id, p_request, p_staff, p_terminal, kept.status, 'cancelled', p_reason);
    perform tell_customer(kept.id, 'cancellation');
    return answer_with('done', kept.id);
end $$;

-- Another time, therapist or room for a hold or a confirmed booking. It does not block itself.
create function move(
    p_request uuid, p_reference text, p_therapist integer, p_room integer, p_starts timestamptz, p_staff text,
    p_terminal text) returns answer
    language plpgsql volatile security definer set search_path = touchbase, public, pg_temp as $$
declare
    kept booking;
    outcome text;
    sold service;
    therapist_range tstzrange;
    room_range tstzrange;
    blocker record;
begin
    kept := lock_booking(p_reference, p_therapist, p_room);
    outcome := standing(kept, p_request, array['hold', 'confirmed']);
    if outcome <> 'ready' then
        return answer_with(outcome, kept.id);
    end if;

    select * into sold from service where id = kept.service_id;
    if not is_offered(sold, p_therapist, p_room, p_starts) then
        return answer_with('not_bookable', kept.id);
    end if;
    therapist_range := tstzrange(
        p_starts - minutes(sold.prep_minutes),
        p_starts + minutes(sold.duration_minutes + sold.recovery_minutes));
    room_range := tstzrange(lower(therapist_range), p_starts + minutes(sold.duration_minutes + sold.turnover_minutes));
    perform expire_in_the_way(p_therapist, p_room, therapist_range, room_range);
    select * into blocker from find_blocker(p_therapist, p_room, therapist_range, room_range, kept.id);
    if blocker.id is not null then
        return answer_with('conflict', kept.id, blocker.id, blocker.blocked);
    end if;

    update booking
    set therapist_id = p_therapist, room_id = p_room, starts_at = p_starts,
        ends_at = p_starts + minutes(sold.duration_minutes), blocked_from = lower(therapist_range),
        therapist_released_at = upper(therapist_range), room_released_at = upper(room_range)
    where id = kept.id;
    perform record_change(
        kept.id, p_request, p_staff, p_terminal, kept.status, kept.status,
        format('moved from %s', to_char(kept.starts_at at time zone (select zone from practice), 'YYYY-MM-DD HH24:MI')));
    perform tell_customer(kept.id, 'moved');
    return answer_with('done', kept.id);
end $$;

-- Sweeps all holds that ran out. It waits for nobody: a row that is locked just now is some other intent's to expire.
create function expire_holds() returns setof booking_card
    language plpgsql volatile security definer set search_path = touchbase, public, pg_temp as $$
declare
    stale bigint;
begin
    for stale in
        select id from booking
        where blocks and status = 'hold' and hold_expires_at <= clock_timestamp()
        order by id
        for update skip locked
    loop
        perform expire(stale);
        return query select * from booking_card where id = stale;
    end loop;
end $$;

-- Makes a customer, or finds the one who has that email: then nothing of theirs is changed, but for a phone that was
-- not known.
create function add_customer(p_request uuid, p_name text, p_email text, p_phone text, p_notes text) returns customer
    language plpgsql volatile security definer set search_path = touchbase, public, pg_temp as $$
declare
    known customer;
begin
    insert into customer (request_id, name, email, phone, notes)
    values (p_request, normalize(p_name, nfc), p_email, p_phone, normalize(p_notes, nfc))
    on conflict do nothing
    returning * into known;
    if known.id is null then
        update customer set phone = coalesce(phone, p_phone)
        where request_id = p_request or lower(email) = lower(p_email)
        returning * into known;
    end if;
    return known;
end $$;
