-- Many mails at once, such as a morning's reminders: claimed in batches, begun one by one.
--
-- A worker reserves a batch for a few seconds, reads and writes its letters, and then begins each mail in the statement
-- that records the one before. A reserved mail is still queued: a change of its booking withdraws it, and when its
-- worker dies the others are free as soon as the reservation ends, while only what was begun waits for its lease.

alter table notification add column reserved_until timestamptz;

-- One for those that wait and one for the few that are under way: with both in one, whether an earlier mail of a booking
-- is under way was looked up among all that wait, which made the time of a burst its square.
drop index notification_due;
create index notification_due on notification (next_attempt_at, id) where status = 'queued';
create index notification_under_way on notification (booking_id, id) where status = 'sending';

-- To compress a letter of five kilobytes takes longer than all the rest of keeping it.
alter table letter alter message set storage external;

drop function claim_mail;
drop function keep_letter;
drop function record_mail;

-- Whether an earlier mail of the same booking is under way: they are to arrive in their order.
create function is_behind_another(p_mail notification) returns boolean
    language plpgsql volatile as $$
begin
    return exists (
        select from notification earlier
        where earlier.booking_id = p_mail.booking_id and earlier.id < p_mail.id
          and earlier.status = 'sending' and earlier.leased_until > clock_timestamp());
end $$;

-- Gives the reserved mails' ids: their rows are read in the next statement, which sees what was committed while this one
-- waited.
--
-- A mail whose worker died is taken up, for a confirmation that comes twice (under one Message-ID, which mail programs
-- show once) harms nobody, and one that never comes does.
create function reserve_mail(p_worker text, p_limit integer, p_time interval) returns setof bigint
    language sql volatile security definer set search_path = touchbase, public, pg_temp as $$
    update notification
    set status = 'queued', leased_until = null, worker = null, last_error = mail_doubt()
    where id in (
        select id from notification where status = 'sending' and leased_until <= clock_timestamp()
        for update skip locked);
    update notification
    set worker = p_worker, reserved_until = clock_timestamp() + p_time
    where id in (
        select mail.id from notification mail
        where mail.status = 'queued' and mail.next_attempt_at <= clock_timestamp()
          and (mail.reserved_until is null or mail.reserved_until <= clock_timestamp() or mail.worker = p_worker)
          and not is_behind_another(mail)
        order by mail.next_attempt_at, mail.id
        for update skip locked
        limit p_limit)
    returning id
$$;

-- Gives back what the worker has reserved and will not begin.
create function release_mail(p_worker text) returns void
    language sql volatile security definer set search_path = touchbase, public, pg_temp as $$
    update notification set worker = null, reserved_until = null where worker = p_worker and status = 'queued'
$$;

-- Keeps what reserved mails say, before their first attempt. Answers whose letters were kept: the others are not this
-- worker's any more, or have one.
create function keep_letters(
    p_worker text, p_ids bigint[], p_senders text[], p_subjects text[], p_bodies text[], p_messages text[])
    returns setof bigint
    language sql volatile security definer set search_path = touchbase, public, pg_temp as $$
    insert into letter (notification_id, sender, subject, body, message)
    select written.id, written.sender, written.subject, written.body, written.message
    from notification mail
        join unnest(p_ids, p_senders, p_subjects, p_bodies, p_messages)
            as written (id, sender, subject, body, message) on written.id = mail.id
    where mail.status = 'queued' and mail.worker = p_worker
    for share of mail
    on conflict do nothing
    returning notification_id
$$;

-- Why the mail must not be sent any more; null: it is as true as when it was queued. A change of the booking withdraws
-- what is queued; what was being sent then, and was taken up since, is seen here.
create function untruth(p_mail notification, p_booking booking) returns text
    language plpgsql volatile as $$
begin
    if p_booking.sequence > p_mail.sequence then
        return 'the booking was changed while it was being sent';
    elsif p_mail.kind = 'cancellation' then
        return case
            when p_booking.status <> 'cancelled' then 'the booking is ' || replace(p_booking.status, '_', '-')
            when not may_have_been_told(p_booking.id) then 'nothing of the booking had been sent'
        end;
    elsif p_mail.kind = 'reminder' and p_booking.starts_at <= clock_timestamp() then
        return 'the appointment had begun';
    elsif p_booking.status not in ('confirmed', 'checked_in', 'completed') then
        return 'the booking is ' || replace(p_booking.status, '_', '-');
    end if;
    return null;
end $$;

-- From here on the mail may be on its way. False: it is not this worker's any more, is withdrawn, or cannot be begun
-- just now, for its booking is being changed or an earlier mail of it is under way.
--
-- The lock on the booking, which its changes take too, is what keeps a mail from being begun while it becomes untrue:
-- either the change sees that it is under way, or the mail is withdrawn before it is begun.
create function begin_mail(p_id bigint, p_attempts integer, p_worker text, p_lease interval) returns boolean
    language plpgsql volatile security definer set search_path = touchbase, public, pg_temp as $$
declare
    told booking;
    mail notification;
    untrue text;
begin
    select * into told from booking
    where id = (select booking_id from notification where id = p_id)
    for share skip locked;
    select * into mail from notification
    where id = p_id and status = 'queued' and worker = p_worker and attempts = p_attempts
    for update skip locked;
    if mail.id is null then
        return false;
    elsif told.id is null or is_behind_another(mail) then
        update notification set worker = null, reserved_until = null where id = p_id;
        return false;
    end if;
    untrue := untruth(mail, told);
    update notification
    set status = case
            when untrue is null then 'sending'
            when told.sequence > mail.sequence then 'uncertain'
            else 'failed'
        end,
        attempts = case when untrue is null then attempts + 1 else attempts end,
        leased_until = case when untrue is null then clock_timestamp() + p_lease end,
        last_error = case when untrue is null then last_error else withdrawn(untrue, last_error) end,
        reserved_until = null
    where id = p_id;
    return untrue is null;
end $$;

-- "p_status" is sent, failed, uncertain, or queued (to try again after p_retry_in; for a mail that is out of date by
-- now that is failed). False: the attempt is not this worker's any more, and nothing was recorded.
--
-- The server may have lost the beginning of the attempt, or of its record, when it crashed in a burst (see p_settles):
-- then the mail is queued, and no other attempt has begun. What is known of this one counts.
--
-- "p_settles": this and what was recorded before is on disk when the answer comes, and is announced. Else it is soon:
-- between two mails of a burst nobody waits for the disk, and the desks are not told of each. Power that fails then can
-- double what was sent since the last that settled.
create function record_mail(
    p_id bigint, p_attempt integer, p_status text, p_provider_id text, p_error text, p_retry_in interval,
    p_worker text, p_settles boolean) returns boolean
    language plpgsql volatile security definer set search_path = touchbase, public, pg_temp as $$
declare
    present integer;
begin
    if p_status = 'queued' then
        -- Locked before the mail, as a change of the booking does: either it sees the mail queued again, or it is seen
        -- here.
        select sequence into present from booking
        where id = (select booking_id from notification where id = p_id)
        for share;
        if present > (select sequence from notification where id = p_id) then
            p_status := 'failed';
            p_error := 'withdrawn: the booking was changed before it was sent; the last attempt: ' || p_error;
        end if;
    end if;
    update notification
    set status = p_status, attempts = p_attempt, leased_until = null, worker = null, reserved_until = null,
        provider_id = p_provider_id,
        last_error = nullif(
            concat_ws('; ', p_error, case when strpos(last_error, mail_doubt()) > 0 then mail_doubt() end), ''),
        sent_at = case when p_status = 'sent' then clock_timestamp() end,
        next_attempt_at = clock_timestamp() + coalesce(p_retry_in, interval '0')
    where id = p_id
      and (status = 'sending' and attempts = p_attempt and worker = p_worker
           or status = 'queued' and attempts between p_attempt - 1 and p_attempt);
    if not found then
        return false;
    elsif p_settles then
        perform pg_notify('touchbase', 'mail:' || p_id);
    else
        perform set_config('synchronous_commit', 'off', true);
    end if;
    return true;
end $$;

revoke execute on function
    is_behind_another, untruth, reserve_mail, release_mail, keep_letters, begin_mail, record_mail
    from public;
grant execute on function reserve_mail, release_mail, keep_letters, begin_mail, record_mail to touchbase_desk;
