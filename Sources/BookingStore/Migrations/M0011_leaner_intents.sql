-- Hold and confirm once more, and what every change writes: each reads in few statements all that it needs, writes, and
-- answers with what it has read. What they answer has not changed, nor what the tables take.

-- The server reads the text of a check anew for each statement that writes its table, and texts in it letter by letter. A
-- function's name is short.

create function is_sayable(p_reference text) returns boolean
    language plpgsql immutable parallel safe as $$
begin
    return p_reference ~ '^[2-9A-HJKMNP-Z]{6}$';
end $$;

create function is_booking_status(p_status text) returns boolean
    language plpgsql immutable parallel safe as $$
begin
    return p_status in ('hold', 'confirmed', 'checked_in', 'completed', 'cancelled', 'expired', 'no_show');
end $$;

create function occupies(p_status text) returns boolean
    language plpgsql immutable parallel safe as $$
begin
    return p_status not in ('cancelled', 'expired');
end $$;

create function ever_expires(p_status text) returns boolean
    language plpgsql immutable parallel safe as $$
begin
    return p_status in ('hold', 'expired');
end $$;

create function needs_customer(p_status text) returns boolean
    language plpgsql immutable parallel safe as $$
begin
    return p_status not in ('hold', 'cancelled', 'expired');
end $$;

create function is_mail_kind(p_kind text) returns boolean
    language plpgsql immutable parallel safe as $$
begin
    return p_kind in ('confirmation', 'moved', 'reminder', 'cancellation');
end $$;

create function is_mail_status(p_status text) returns boolean
    language plpgsql immutable parallel safe as $$
begin
    return p_status in ('queued', 'sending', 'sent', 'failed', 'uncertain');
end $$;

alter table booking
    drop constraint booking_reference_is_sayable,
    add constraint booking_reference_is_sayable check (is_sayable(reference)),
    drop constraint booking_status_is_known,
    add constraint booking_status_is_known check (is_booking_status(status)),
    drop constraint booking_blocks_while_it_occupies,
    add constraint booking_blocks_while_it_occupies check (blocks = occupies(status)),
    drop constraint booking_only_a_hold_expires,
    add constraint booking_only_a_hold_expires check (ever_expires(status) = (hold_expires_at is not null)),
    drop constraint booking_knows_its_customer,
    add constraint booking_knows_its_customer check (customer_id is not null or not needs_customer(status));

alter table notification
    drop constraint notification_kind_is_known,
    add constraint notification_kind_is_known check (is_mail_kind(kind)),
    drop constraint notification_status_is_known,
    add constraint notification_status_is_known check (is_mail_status(status));

-- What a change answers and leaves behind --------------------------------------------------------------------------------

-- The row of booking_card, of rows that have been read already.
create function card_of(b booking, s service, t therapist, r room, c customer) returns booking_card
    language sql volatile
    return row(
        b.id, b.reference,
        case when b.status = 'hold' and b.hold_expires_at <= clock_timestamp() then 'expired' else b.status end,
        b.starts_at, b.ends_at, b.blocked_from, b.therapist_released_at, b.room_released_at, b.hold_expires_at,
        b.hold_expires_at - clock_timestamp(), b.made_at, b.made_by, b.made_on,
        s.id, s.name, s.price_minor, s.duration_minutes, s.prep_minutes, s.recovery_minutes, s.turnover_minutes,
        t.id, t.name, r.id, r.name, c.id, c.name, c.email, c.phone, c.notes)::booking_card;

-- What an intent has changed is announced right behind it, by its session, which remembers it until then. To find it by the
-- intent's name would take as long as the announcement.

create function remember(p_booking bigint) returns void
    language plpgsql volatile as $$
begin
    perform set_config('touchbase.changed', p_booking::text, false);
end $$;

create function announce() returns void
    language plpgsql volatile as $$
declare
    changed constant text := current_setting('touchbase.changed', true);
    mail constant text := current_setting('touchbase.mail', true);
begin
    if changed <> '' then
        perform pg_notify('touchbase', 'booking:' || changed), set_config('touchbase.changed', '', false);
    end if;
    if mail <> '' then
        perform pg_notify('touchbase', 'mail:' || mail), set_config('touchbase.mail', '', false);
    end if;
end $$;

drop function announce(uuid);

create or replace function answer_with(
    p_outcome text, p_booking bigint, p_blocker bigint default null, p_blocked text default null) returns answer
    language plpgsql volatile as $$
declare
    reply answer;
begin
    reply.outcome := p_outcome;
    reply.blocked := p_blocked;
    if p_booking is not null then
        select card into reply.booking from booking_card card where card.id = p_booking;
    end if;
    if p_blocker is not null then
        select card into reply.blocker from booking_card card where card.id = p_blocker;
    end if;
    -- Done before, but its announcement may have been lost with the answer.
    if p_outcome = 'replayed' then
        perform remember(p_booking);
    end if;
    return reply;
end $$;

create or replace function record_change(
    p_booking bigint, p_request uuid, p_staff text, p_terminal text, p_from text, p_to text, p_note text default '')
    returns void
    language plpgsql volatile as $$
begin
    insert into booking_history (booking_id, request_id, staff, terminal, from_status, to_status, note)
    values (p_booking, p_request, p_staff, p_terminal, p_from, p_to, p_note);
    perform remember(p_booking);
end $$;

-- Two bookings may be given one reference; the second is then refused by the table, and takes another.
create or replace function new_reference() returns text
    language plpgsql volatile as $$
declare
    alphabet constant text := '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
    letters text := '';
begin
    for place in 1..6 loop
        letters := letters || substr(alphabet, 1 + floor(random() * 31)::integer, 1);
    end loop;
    return letters;
end $$;

-- A mail to that address, from "p_wait" on. The mail's id; null when there is no address, or the mail was put before.
create function put_mail(p_booking booking, p_recipient text, p_kind text, p_wait interval) returns bigint
    language plpgsql volatile as $$
declare
    due constant timestamptz := clock_timestamp() + p_wait;
    made bigint;
begin
    if p_recipient is null then
        return null;
    end if;
    insert into notification (booking_id, kind, recipient, message_id, sequence, due_at, next_attempt_at)
    select p_booking.id, p_kind, p_recipient,
           gen_random_uuid() || '@' || coalesce(split_part(mail_from, '@', 2), 'touchbase.invalid'),
           p_booking.sequence, due, due
    from practice
    on conflict do nothing
    returning id into made;
    perform set_config('touchbase.mail', made::text, false);
    return made;
end $$;

create or replace function put_mail(p_booking bigint, p_kind text, p_wait interval) returns bigint
    language plpgsql volatile as $$
declare
    told booking;
begin
    select * into told from booking where id = p_booking;
    return put_mail(told, (select email from customer where id = told.customer_id), p_kind, p_wait);
end $$;

-- The two that every booking needs ----------------------------------------------------------------------------------------

-- Holds that ran out are looked for when something is in the way, and the slot is then taken once more.
create or replace function hold(
    p_request uuid, p_service integer, p_therapist integer, p_room integer, p_starts timestamptz, p_customer bigint,
    p_staff text, p_terminal text) returns answer
    language plpgsql volatile security definer set search_path = touchbase, public, pg_temp as $$
declare
    wanted record;
    made booking;
    therapist_range tstzrange;
    room_range tstzrange;
    blocker record;
    reply answer;
begin
    perform pg_advisory_xact_lock(1, p_therapist);
    perform pg_advisory_xact_lock(2, p_room);
    select s as service, t as therapist, r as room, c as customer,
           is_offered(s, p_therapist, p_room, p_starts) as is_offered,
           (select booking_id from booking_history where request_id = p_request) as replayed,
           p_starts - minutes(s.prep_minutes) as blocked_from, ends_at,
           ends_at + minutes(s.recovery_minutes) as therapist_released_at,
           ends_at + minutes(s.turnover_minutes) as room_released_at, minutes(practice.hold_minutes) as hold_time
    into wanted
    from practice, service s left join customer c on c.id = p_customer, therapist t, room r,
         lateral (select p_starts + minutes(s.duration_minutes) as ends_at) served
    where s.id = p_service and t.id = p_therapist and r.id = p_room;
    if wanted.replayed is not null then
        return answer_with('replayed', wanted.replayed);
    elsif wanted.is_offered is not true then
        return answer_with('not_bookable', null);
    end if;

    for attempt in 1..2 loop
        insert into booking (
            reference, service_id, therapist_id, room_id, customer_id, status, blocks, blocked_from, starts_at, ends_at,
            therapist_released_at, room_released_at, hold_expires_at, made_by, made_on)
        values (new_reference(), p_service, p_therapist, p_room, p_customer, 'hold', true, wanted.blocked_from,
                p_starts, wanted.ends_at, wanted.therapist_released_at, wanted.room_released_at,
                clock_timestamp() + wanted.hold_time, p_staff, p_terminal)
        on conflict do nothing
        returning * into made;
        exit when made.id is not null;
        therapist_range := tstzrange(wanted.blocked_from, wanted.therapist_released_at);
        room_range := tstzrange(wanted.blocked_from, wanted.room_released_at);
        if attempt = 2 then
            select * into blocker from find_blocker(p_therapist, p_room, therapist_range, room_range, null);
            return answer_with('conflict', null, blocker.id, blocker.blocked);
        end if;
        perform expire_in_the_way(p_therapist, p_room, therapist_range, room_range);
    end loop;
    perform record_change(made.id, p_request, p_staff, p_terminal, null, 'hold');
    reply.outcome := 'done';
    reply.booking := card_of(made, wanted.service, wanted.therapist, wanted.room, wanted.customer);
    return reply;
end $$;

-- A hold that lives has not been confirmed, so nobody looks for the request then. The row is locked before anything else is
-- read: a move may have been under way.
create or replace function confirm(
    p_request uuid, p_reference text, p_customer bigint, p_staff text, p_terminal text) returns answer
    language plpgsql volatile security definer set search_path = touchbase, public, pg_temp as $$
declare
    held booking;
    kept booking;
    told record;
    outcome text := 'ready';
    reply answer;
begin
    select * into held from booking where reference = p_reference for update;
    if held.status is distinct from 'hold' or held.hold_expires_at <= clock_timestamp() then
        outcome := standing(held, p_request, array['hold']);
    end if;
    if outcome <> 'ready' then
        return answer_with(outcome, held.id);
    elsif coalesce(p_customer, held.customer_id) is null then
        return answer_with('customer_missing', held.id);
    end if;

    update booking
    set status = 'confirmed', hold_expires_at = null, customer_id = coalesce(p_customer, held.customer_id)
    where id = held.id
    returning * into kept;
    perform record_change(kept.id, p_request, p_staff, p_terminal, 'hold', 'confirmed');
    select s as service, t as therapist, r as room, c as customer, minutes(practice.mail_grace_minutes) as grace
    into told
    from practice, service s, therapist t, room r, customer c
    where s.id = kept.service_id and t.id = kept.therapist_id and r.id = kept.room_id and c.id = kept.customer_id;
    perform put_mail(kept, (told.customer).email, 'confirmation', told.grace);
    reply.outcome := 'done';
    reply.booking := card_of(kept, told.service, told.therapist, told.room, told.customer);
    return reply;
end $$;

revoke execute on function
    card_of, remember, announce, put_mail(booking, text, text, interval), is_sayable, is_booking_status, occupies,
    ever_expires, needs_customer, is_mail_kind, is_mail_status
    from public;
grant execute on function announce to touchbase_desk;
