-- The intents once more, with fewer statements and fewer locks: what a statement inside a function costs is to begin it,
-- not what it finds. What they answer has not changed.
--
-- A confirm locks its row and nothing else: it takes no therapist and no room, and gives none back. Having the row it
-- waits for nobody. Who gives back (cancel, move) still locks both, as who takes does: a rival that reads what is in its
-- way must not read what is just being given back.

-- What was done is not announced by who does it, but right behind it, in a transaction of its own (announce): transactions
-- that announce something are committed one after the other in all of the server, and with the change in them each would
-- wait for the disk in turn. What nobody announces, because its desk died in between, is found by those who look now and
-- then.

-- The server reads the text of a check anew for each statement that writes its table, and this one was as long as all the
-- others together.
create function are_whole_minutes(
    p_one timestamptz, p_two timestamptz, p_three timestamptz, p_four timestamptz, p_five timestamptz) returns boolean
    language plpgsql immutable parallel safe as $$
begin
    return mod(extract(epoch from p_one), 60) = 0 and mod(extract(epoch from p_two), 60) = 0
        and mod(extract(epoch from p_three), 60) = 0 and mod(extract(epoch from p_four), 60) = 0
        and mod(extract(epoch from p_five), 60) = 0;
end $$;

alter table booking
    drop constraint booking_times_are_whole_minutes,
    add constraint booking_times_are_whole_minutes check (
        are_whole_minutes(blocked_from, starts_at, ends_at, therapist_released_at, room_released_at));

create or replace function record_change(
    p_booking bigint, p_request uuid, p_staff text, p_terminal text, p_from text, p_to text, p_note text default '')
    returns void
    language plpgsql volatile as $$
begin
    insert into booking_history (booking_id, request_id, staff, terminal, from_status, to_status, note)
    values (p_booking, p_request, p_staff, p_terminal, p_from, p_to, p_note);
end $$;

-- Announces the booking that a request has changed, and its mails that wait. Nothing when it has changed none.
create function announce(p_request uuid) returns void
    language plpgsql volatile security definer set search_path = touchbase, public, pg_temp as $$
declare
    changed bigint;
begin
    changed := replayed(p_request);
    if changed is not null then
        perform pg_notify('touchbase', 'booking:' || changed);
        perform pg_notify('touchbase', 'mail:' || id) from notification where booking_id = changed and status = 'queued';
    end if;
end $$;

-- Nobody's doing, so nobody announces it afterwards.
create or replace function expire(p_booking bigint) returns void
    language plpgsql volatile as $$
begin
    update booking set status = 'expired', blocks = false where id = p_booking;
    perform record_change(p_booking, null, '', '', 'hold', 'expired');
    perform pg_notify('touchbase', 'booking:' || p_booking);
end $$;

create or replace function new_reference() returns text
    language plpgsql volatile as $$
declare
    alphabet constant text := '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
    candidate text;
begin
    loop
        candidate := '';
        for place in 1..6 loop
            candidate := candidate || substr(alphabet, 1 + floor(random() * length(alphabet))::integer, 1);
        end loop;
        exit when not exists (select from booking where reference = candidate);
    end loop;
    return candidate;
end $$;

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
    return reply;
end $$;

-- Those of the practice's rules that can be told from instants alone. Hours are local, and the engine's to know; it counts
-- in seconds, and so does this: what is listed in the second in which it begins can be had in that second.
create or replace function is_offered(
    p_service service, p_therapist integer, p_room integer, p_starts timestamptz) returns boolean
    language plpgsql volatile as $$
begin
    return p_service.active
        and p_starts >= date_trunc('second', clock_timestamp())
        and exists (
            select from therapist_service, therapist, room_service, room
            where therapist_service.therapist_id = p_therapist and therapist_service.service_id = p_service.id
              and therapist.id = p_therapist and therapist.active
              and room_service.room_id = p_room and room_service.service_id = p_service.id
              and room.id = p_room and room.active)
        and not exists (select from time_off o
                        where o.therapist_id = p_therapist
                          and o.during && tstzrange(p_starts, p_starts + minutes(p_service.duration_minutes)))
        and not exists (select from room_closure c
                        where c.room_id = p_room
                          and c.during && tstzrange(
                              p_starts - minutes(p_service.prep_minutes),
                              p_starts + minutes(p_service.duration_minutes + p_service.turnover_minutes)));
end $$;

-- Holds that ran out are looked for when something is in the way, and the slot is then taken once more.
create or replace function hold(
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
    perform pg_advisory_xact_lock(1, p_therapist);
    perform pg_advisory_xact_lock(2, p_room);
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

    for attempt in 1..2 loop
        insert into booking (
            reference, service_id, therapist_id, room_id, customer_id, status, blocks, blocked_from, starts_at, ends_at,
            therapist_released_at, room_released_at, hold_expires_at, made_by, made_on)
        values (new_reference(), p_service, p_therapist, p_room, p_customer, 'hold', true, wanted.blocked_from,
                p_starts, wanted.ends_at, wanted.therapist_released_at, wanted.room_released_at,
                clock_timestamp() + minutes((select hold_minutes from practice)), p_staff, p_terminal)
        on conflict do nothing
        returning id into made;
        exit when made is not null or attempt = 2;
        perform expire_in_the_way(p_therapist, p_room, therapist_range, room_range);
    end loop;
    if made is null then
        select * into blocker from find_blocker(p_therapist, p_room, therapist_range, room_range, null);
        return answer_with('conflict', null, blocker.id, blocker.blocked);
    end if;
    perform record_change(made, p_request, p_staff, p_terminal, null, 'hold');
    return answer_with('done', made);
end $$;

create or replace function confirm(
    p_request uuid, p_reference text, p_customer bigint, p_staff text, p_terminal text) returns answer
    language plpgsql volatile security definer set search_path = touchbase, public, pg_temp as $$
declare
    held booking;
    outcome text;
begin
    select * into held from booking where reference = p_reference for update;
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

-- The mail's id; null when the customer has no address, or has been reminded before.
create function put_mail(p_booking bigint, p_kind text, p_wait interval) returns bigint
    language plpgsql volatile as $$
declare
    made bigint;
begin
    insert into notification (booking_id, kind, recipient, message_id, sequence, due_at, next_attempt_at)
    select booking.id, p_kind, customer.email,
           gen_random_uuid() || '@'
               || coalesce((select split_part(mail_from, '@', 2) from practice), 'touchbase.invalid'),
           booking.sequence, due, due
    from booking join customer on customer.id = booking.customer_id,
         lateral (select clock_timestamp() + p_wait as due) clock
    where booking.id = p_booking and customer.email is not null
    on conflict do nothing
    returning id into made;
    return made;
end $$;

create or replace function queue_mail(p_booking bigint, p_kind text, p_wait interval default '0') returns void
    language plpgsql volatile as $$
declare
    made bigint;
begin
    made := put_mail(p_booking, p_kind, p_wait);
    if made is not null then
        perform pg_notify('touchbase', 'mail:' || made);
    end if;
end $$;

-- The first news of a booking is what it is: there is nothing to take back, and nothing that it depends on.
create or replace function tell_customer(p_booking bigint, p_kind text) returns void
    language plpgsql volatile as $$
declare
    changed booking;
    was_told boolean;
    grace interval;
begin
    grace := (select minutes(mail_grace_minutes) from practice);
    if p_kind = 'confirmation' then
        perform put_mail(p_booking, p_kind, grace);
        return;
    end if;
    select * into changed from booking where id = p_booking;
    if changed.status = 'hold' then
        return;
    end if;
    was_told := may_have_been_told(p_booking);
    update booking set sequence = sequence + 1 where id = p_booking;
    update notification
    set status = 'failed',
        last_error = withdrawn(
            'the booking was ' || case p_kind when 'moved' then 'moved' else 'cancelled' end || ' before it was sent',
            last_error)
    where booking_id = p_booking and status = 'queued';
    if was_told and (p_kind <> 'cancellation' or changed.starts_at > clock_timestamp()) then
        perform put_mail(p_booking, p_kind, grace);
    elsif p_kind <> 'cancellation' then
        perform put_mail(p_booking, 'confirmation', grace);
    end if;
end $$;

revoke execute on function announce, put_mail, are_whole_minutes from public;
grant execute on function announce to touchbase_desk;
