-- The outbox: who sends which mail, and what became of it.
--
-- A worker claims rows for as long as its lease lasts and says afterwards what happened. What it says counts only
-- while the row is still in the attempt that it claimed: a worker that slept past its lease has no say any more.

-- A worker whose lease ran out may have been killed before it handed the mail over, or between that and its word to
-- us: nobody can tell. Its mail is taken up, for a confirmation that comes twice (under one Message-ID, which mail
-- programs show once) harms nobody, and one that never comes does. But the row says so for good, sent or not.

create function mail_doubt() returns text
    language sql immutable return 'an earlier attempt ended without a word: that one may have arrived';

create function claim_mail(p_worker text, p_limit integer, p_lease interval) returns setof notification
    language sql volatile security definer set search_path = touchbase, public, pg_temp as $$
    -- A worker that died may have sent it. Nobody is to be told once more of a booking that is no more.
    update notification
    set status = 'uncertain', leased_until = null, worker = null,
        last_error = 'withdrawn: the booking was cancelled while it was being sent'
    where id in (
        select mail.id from notification mail join booking on booking.id = mail.booking_id
        where mail.status = 'sending' and mail.leased_until <= clock_timestamp() and booking.status = 'cancelled'
        for update of mail skip locked);
    update notification
    set status = 'sending', attempts = attempts + 1, worker = p_worker, leased_until = clock_timestamp() + p_lease,
        last_error = case when status = 'sending' then mail_doubt() else last_error end
    where id in (
        select id from notification
        where status = 'queued' and next_attempt_at <= clock_timestamp()
           or status = 'sending' and leased_until <= clock_timestamp()
        order by next_attempt_at, id
        for update skip locked
        limit p_limit)
    returning *
$$;

-- "p_status" is sent, failed, uncertain, or queued (to try again after p_retry_in; for a booking that was cancelled
-- meanwhile that is failed). False: the attempt is not this worker's any more, and nothing was recorded.
create function record_mail(
    p_id bigint, p_attempt integer, p_status text, p_provider_id text, p_error text, p_retry_in interval) returns boolean
    language plpgsql volatile security definer set search_path = touchbase, public, pg_temp as $$
declare
    booking_status text;
begin
    -- Locked before the mail, as a cancellation does: either it sees the mail queued again, or it is seen here.
    select status into booking_status from booking
    where id = (select booking_id from notification where id = p_id)
    for share;
    if p_status = 'queued' and booking_status = 'cancelled' then
        p_status := 'failed';
        p_error := 'withdrawn: the booking was cancelled before it was sent; the last attempt: ' || p_error;
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

-- Queues the booking's last mail once more, to the address that its customer has now. One that is still waiting is
-- made due at once. Answers the number of mails that are to go out: 0 when the booking never had one to send.
create function resend_mail(p_reference text) returns integer
    language plpgsql volatile security definer set search_path = touchbase, public, pg_temp as $$
declare
    kept booking;
    last notification;
    address text;
begin
    kept := lock_booking(p_reference);
    select * into last from notification where booking_id = kept.id order by id desc limit 1;
    select email into address from customer where id = kept.customer_id;
    if last.status in ('queued', 'sending') then
        update notification set next_attempt_at = clock_timestamp() where id = last.id and status = 'queued';
        perform pg_notify('touchbase', 'mail:' || last.id);
    elsif address is null or kept.status not in ('confirmed', 'checked_in', 'completed') then
        return 0;
    else
        perform queue_mail(kept.id, 'confirmation', address);
    end if;
    return 1;
end $$;
