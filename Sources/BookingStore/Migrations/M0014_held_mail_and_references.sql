-- Mails that a restoration holds back, and bookings found by the beginning of their reference.

-- A reference is looked up whole, and by its beginning: the one index that keeps it unique serves both, whatever the
-- database's collation, and no other has to be kept.
alter table booking drop constraint booking_reference_is_unique;
create unique index booking_reference_is_unique on booking (reference text_pattern_ops);

-- Queues the booking's last news once more, to the address that its customer has now. One that is still waiting is made
-- due at once, and one that was never tried, for it was held back, goes out itself: under its Message-ID, so that whoever
-- had it before sees it once. Answers the number of mails that are to go out: 0 when there is nothing to tell.
create or replace function resend_mail(p_reference text) returns integer
    language plpgsql volatile security definer set search_path = touchbase, public, pg_temp as $$
declare
    kept booking;
    last notification;
    address text;
begin
    kept := lock_booking(p_reference);
    select * into last from notification where booking_id = kept.id and kind <> 'reminder' order by id desc limit 1;
    address := (select email from customer where id = kept.customer_id);
    if last.status in ('queued', 'sending') then
        update notification set next_attempt_at = clock_timestamp() where id = last.id and status = 'queued';
        perform pg_notify('touchbase', 'mail:' || last.id);
        return 1;
    elsif address is null
        or kept.status not in ('confirmed', 'checked_in', 'completed')
           and (last.kind is distinct from 'cancellation' or kept.status <> 'cancelled')
    then
        return 0;
    end if;
    update notification
    set status = 'queued', recipient = address, last_error = null, due_at = clock_timestamp(),
        next_attempt_at = clock_timestamp()
    where booking_id = kept.id and status = 'uncertain' and attempts = 0 and sequence = kept.sequence;
    if found then
        perform pg_notify('touchbase', 'mail:' || id) from notification where booking_id = kept.id and status = 'queued';
    else
        perform queue_mail(kept.id, coalesce(last.kind, 'confirmation'));
    end if;
    return 1;
end $$;
