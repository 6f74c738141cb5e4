-- The outbox: which mails there are to send, who sends them, and what became of each.
--
-- A mail's row is written in the transaction that changes the booking; sending it is another process's work. A worker
-- claims rows for as long as its lease lasts and says afterwards what happened. What it says counts only while the row
-- is still in the attempt that it claimed: a worker that slept past its lease has no say any more.
--
-- A mail speaks of its booking as it was when the row was made, and carries that state's "sequence". Once the booking
-- has been moved or cancelled the mail is out of date: it is withdrawn, and never tried again.

-- What is to be told --------------------------------------------------------------------------------------------------

create function queue_mail(p_booking bigint, p_kind text, p_wait interval default '0') returns void
    language plpgsql volatile as $$
declare
    domain text;
    made bigint;
begin
    domain := coalesce((select split_part(mail_from, '@', 2) from practice), 'touchbase.invalid');
    insert into notification (booking_id, kind, recipient, message_id, sequence, due_at, next_attempt_at)
    select booking.id, p_kind, customer.email, gen_random_uuid() || '@' || domain, booking.sequence, due, due
    from booking join customer on customer.id = booking.customer_id,
         lateral (select clock_timestamp() + p_wait as due) clock
    where booking.id = p_booking and customer.email is not null
    on conflict do nothing
    returning id into made;
    if made is not null then
        perform pg_notify('touchbase', 'mail:' || made);
    end if;
end $$;

-- What a mail's row says for good once an attempt ended without a word: its worker may have been killed before it
-- handed the mail over, or between that and its word to us. Nobody can tell.
create function mail_doubt() returns text
    language sql immutable return 'an earlier attempt ended without a word: that one may have arrived';

create function withdrawn(p_why text, p_last_error text) returns text
    language sql stable
    return concat_ws(
        '; ', 'withdrawn: ' || p_why, case when strpos(p_last_error, mail_doubt()) > 0 then mail_doubt() end);

-- Whether the customer may have had a mail of that booking.
create function may_have_been_told(p_booking bigint) returns boolean
    language plpgsql volatile as $$
begin
    return exists (
        select from notification
        where booking_id = p_booking and kind <> 'cancellation'
          and (status in ('sending', 'sent', 'uncertain') or strpos(last_error, mail_doubt()) > 0));
end $$;

-- Queues the news that a booking was confirmed, moved or cancelled, and withdraws what is not true any more. Who has
-- heard nothing of a booking is not told that it was cancelled, and when it is moved gets the confirmation.
create function tell_customer(p_booking bigint, p_kind text) returns void
    language plpgsql volatile as $$
declare
    changed booking;
    was_told boolean;
    grace interval;
begin
    select * into changed from booking where id = p_booking;
    if changed.status = 'hold' then
        return;
    end if;
    was_told := may_have_been_told(p_booking);
    if p_kind <> 'confirmation' then
        update booking set sequence = sequence + 1 where id = p_booking;
        update notification
        set status = 'failed',
            last_error = withdrawn(
                'the booking was ' || case p_kind when 'moved' then 'moved' else 'cancelled' end
                || ' before it was sent', last_error)
        where booking_id = p_booking and status = 'queued';
    end if;
    select minutes(mail_grace_minutes) into grace from practice;
    if was_told and (p_kind <> 'cancellation' or changed.starts_at > clock_timestamp()) then
        perform queue_mail(p_booking, p_kind, grace);
    elsif p_kind <> 'cancellation' then
        perform queue_mail(p_booking, 'confirmation', grace);
    end if;
end $$;

-- Queues the reminders whose time has come. Who booked, or was last told of a change, later than a reminder would have
-- come needs none.
create function queue_reminders() returns void
    language plpgsql volatile security definer set search_path = touchbase, public, pg_temp as $$
declare
    ahead interval;
    near bigint;
begin
    select make_interval(hours => reminder_hours) into ahead from practice where reminder_hours > 0;
    for near in
        select id from booking
        where blocks and status = 'confirmed'
          and starts_at > clock_timestamp() and starts_at <= clock_timestamp() + ahead
          and (select max(at) from booking_history where booking_id = booking.id) <= starts_at - ahead
          and not exists (
              select from notification told
              where told.booking_id = booking.id and told.kind = 'reminder' and told.sequence = booking.sequence)
        order by starts_at, id
        for share skip locked
    loop
        perform queue_mail(near, 'reminder');
    end loop;
end $$;

-- Who sends it, and what became of it ---------------------------------------------------------------------------------

-- Gives the claimed mails' ids: their rows are read in the next statement, which sees what was committed while this one
-- waited.
--
-- A mail whose worker died is taken up, for a confirmation that comes twice (under one Message-ID, which mail programs
-- show once) harms nobody, and one that never comes does. A mail waits while an earlier one of its booking is under
-- way.
create function claim_mail(p_worker text, p_limit integer, p_lease interval) returns setof bigint
    language sql volatile security definer set search_path = touchbase, public, pg_temp as $$
    update notification
    set status = 'uncertain', leased_until = null, worker = null,
        last_error = 'withdrawn: the booking was changed while it was being sent'
    where id in (
        select mail.id from notification mail join booking on booking.id = mail.booking_id
        where mail.status = 'sending' and mail.leased_until <= clock_timestamp() and booking.sequence > mail.sequence
        for update of mail skip locked);
    update notification
    set status = 'failed',
        last_error = withdrawn(
            case kind when 'reminder' then 'the appointment had begun' else 'nothing of the booking had been sent' end,
            last_error)
    where id in (
        select mail.id from notification mail join booking on booking.id = mail.booking_id
        where mail.status = 'queued' and mail.kind in ('reminder', 'cancellation')
          and mail.next_attempt_at <= clock_timestamp()
          and (mail.kind = 'reminder' and booking.starts_at <= clock_timestamp()
               or mail.kind = 'cancellation' and not may_have_been_told(mail.booking_id))
        for update of mail skip locked);
    update notification
    set status = 'sending', attempts = attempts + 1, worker = p_worker, leased_until = clock_timestamp() + p_lease,
        last_error = case when status = 'sending' then mail_doubt() else last_error end
    where id in (
        select mail.id from notification mail
        where (mail.status = 'queued' and mail.next_attempt_at <= clock_timestamp()
               or mail.status = 'sending' and mail.leased_until <= clock_timestamp())
          and not exists (
              select from notification earlier
              where earlier.booking_id = mail.booking_id and earlier.id < mail.id
                and earlier.status = 'sending' and earlier.leased_until > clock_timestamp())
        order by mail.next_attempt_at, mail.id
        for update skip locked
        limit p_limit)
    returning id
$$;

-- Keeps what the mail says, before its first attempt. False: the attempt is not this worker's any more.
create function keep_letter(
    p_id bigint, p_attempt integer, p_sender text, p_subject text, p_body text, p_message text) returns boolean
    language plpgsql volatile security definer set search_path = touchbase, public, pg_temp as $$
begin
    insert into letter (notification_id, sender, subject, body, message)
    select id, p_sender, p_subject, p_body, p_message
    from notification where id = p_id and status = 'sending' and attempts = p_attempt
    on conflict do nothing;
    return found;
end $$;

-- "p_status" is sent, failed, uncertain, or queued (to try again after p_retry_in; for a mail that is out of date by
-- now that is failed). False: the attempt is not this worker's any more, and nothing was recorded.
create function record_mail(
    p_id bigint, p_attempt integer, p_status text, p_provider_id text, p_error text, p_retry_in interval) returns boolean
    language plpgsql volatile security definer set search_path = touchbase, public, pg_temp as $$
declare
    present integer;
begin
    -- Locked before the mail, as a change of the booking does: either it sees the mail queued again, or it is seen here.
    select sequence into present from booking
    where id = (select booking_id from notification where id = p_id)
    for share;
    if p_status = 'queued' and present > (select sequence from notification where id = p_id) then
        p_status := 'failed';
        p_error := 'withdrawn: the booking was changed before it was sent; the last attempt: ' || p_error;
    end if;
    update notification
    set status = p_status, leased_until = null, worker = null, provider_id = p_provider_id,
        last_error = nullif(
            concat_ws('; ', p_error, case when strpos(last_error, mail_doubt()) > 0 then mail_doubt() end), ''),
        sent_at = case when p_status = 'sent' then clock_timestamp() end,
        next_attempt_at = clock_timestamp() + coalesce(p_retry_in, interval '0')
    where id = p_id and status = 'sending' and attempts = p_attempt;
    if not found then
        return false;
    end if;
    perform pg_notify('touchbase', 'mail:' || p_id);
    return true;
end $$;

-- Queues the booking's last news once more, to the address that its customer has now. One that is still waiting is made
-- due at once. Answers the number of mails that are to go out: 0 when there is nothing to tell.
create function resend_mail(p_reference text) returns integer
    language plpgsql volatile security definer set search_path = touchbase, public, pg_temp as $$
declare
    kept booking;
    last notification;
begin
    kept := lock_booking(p_reference);
    select * into last from notification where booking_id = kept.id and kind <> 'reminder' order by id desc limit 1;
    if last.status in ('queued', 'sending') then
        update notification set next_attempt_at = clock_timestamp() where id = last.id and status = 'queued';
        perform pg_notify('touchbase', 'mail:' || last.id);
    elsif not exists (select from customer where id = kept.customer_id and email is not null)
        or kept.status not in ('confirmed', 'checked_in', 'completed')
           and (last.kind is distinct from 'cancellation' or kept.status <> 'cancelled')
    then
        return 0;
    else
        perform queue_mail(kept.id, coalesce(last.kind, 'confirmation'));
    end if;
    return 1;
end $$;

create index booking_starting on booking (starts_at) where blocks;
