-- Mails at the rate of the mail server: begun and settled by the batch, and only the word that one has been taken is
-- said by itself.
--
-- A worker that dies may double one mail and no more. So between two mails it must have said what became of the first,
-- in a way that its own death cannot take back; but that word need not be the mail's new row, with its constraints and
-- five indexes: it is a line at the end of "mail_report", which has neither. "settle_mail" makes the rows of a worker's
-- lines, many in one statement, before its next batch; of the lines of one that died, whoever comes next does.
--
-- Nobody waits for the disk between two batches. What the database forgets when it crashes the worker says again, until
-- it has been settled for good.

create type mail_outcome as enum ('sent', 'failed', 'uncertain', 'retry');

-- What workers say of mails that they have begun. Whether it still counts is seen when it is settled.
create table mail_report (
    notification_id bigint not null,
    attempt integer not null,
    worker text not null,
    outcome mail_outcome not null,
    provider_id text,
    error text,
    retry_in interval,
    at timestamptz not null default clock_timestamp()
);
grant select on mail_report to touchbase_desk;

-- A batch is begun at once, and small: what is set aside for seconds is written twice, for no more than milliseconds.
alter table notification drop column reserved_until;
drop function reserve_mail;
drop function begin_mail;
drop function record_mail;
drop function is_behind_another;

-- It has no search_path of its own, which would be set and reset around each call: every name in it is in full.
create function report_mail(
    p_id bigint, p_attempt integer, p_worker text, p_outcome touchbase.mail_outcome, p_provider_id text, p_error text,
    p_retry_in interval) returns void
    language plpgsql volatile security definer as $$
begin
    insert into touchbase.mail_report (notification_id, attempt, worker, outcome, provider_id, error, retry_in)
    values (p_id, p_attempt, p_worker, p_outcome, p_provider_id, p_error, p_retry_in);
    perform pg_catalog.set_config('synchronous_commit', 'off', true);
end $$;

-- Makes the worker's reports the state of their mails. Gives the ids of those for which that was done: of the others the
-- attempt is not this worker's any more.
--
-- A mail that is out of date by now is not tried again. Its booking is locked before the mail, as a change of the booking
-- does: either that sees the mail queued again, or it is seen here.
--
-- "p_is_lasting": this, what was said before, and what is done in the same transaction, is on disk when the answer comes.
-- Else it is soon: between two batches nobody waits for the disk. What the database forgets when it crashes meanwhile, the
-- worker says again, of an attempt whose beginning may be forgotten, too: then the mail is queued, as before it.
create function settle_mail(p_worker text, p_is_lasting boolean) returns setof bigint
    language plpgsql volatile security definer
    set search_path = touchbase, public, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
    reports mail_report[];
    ids bigint[];
    settled bigint[];
begin
    if not p_is_lasting then
        perform set_config('synchronous_commit', 'off', true);
    end if;
    with said as (delete from mail_report where worker = p_worker returning mail_report as report)
    select array_agg(report), array_agg((report).notification_id) into reports, ids from said;
    if reports is null then
        return;
    end if;
    perform from booking
    where id in (select booking_id from notification
                 where id in (select notification_id from unnest(reports) where outcome = 'retry'))
    order by id for share;
    with begun as materialized (
        select id, booking_id, sequence, status, attempts, worker from notification
        where id = any (ids) order by id for update
    ), news as (
        select report.*, report.outcome = 'retry' and booking.sequence > begun.sequence as is_untrue
        from begun join unnest(reports) report on report.notification_id = begun.id
             join booking on booking.id = begun.booking_id
        where begun.status = 'sending' and begun.attempts = report.attempt and begun.worker = report.worker
           or begun.status = 'queued' and begun.attempts between report.attempt - 1 and report.attempt
    ), changed as (
        update notification mail
        set status = case when is_untrue then 'failed' when outcome = 'retry' then 'queued' else outcome::text end,
            attempts = attempt, leased_until = null, worker = null, provider_id = news.provider_id,
            last_error = nullif(concat_ws(
                '; ',
                case when is_untrue then 'withdrawn: the booking was changed before it was sent' end,
                case when is_untrue then 'the last attempt: ' else '' end || error,
                case when strpos(last_error, mail_doubt()) > 0 then mail_doubt() end), ''),
            sent_at = case when outcome = 'sent' then at end,
            next_attempt_at = case
                when outcome = 'retry' then clock_timestamp() + retry_in
                else next_attempt_at
            end
        from news
        where id = notification_id
        returning id
    )
    select array_agg(id) into settled from changed;
    if settled is not null then
        perform pg_notify('touchbase', 'mail:' || settled[1]);
    end if;
    return query select unnest(settled);
end $$;

-- Settles what the dead have left: of a worker that lives, no report lies here for seconds.
create function settle_dead() returns void
    language plpgsql volatile security definer set search_path = touchbase, public, pg_temp as $$
begin
    perform settle_mail(worker, true)
    from (select worker from mail_report
          group by worker
          having min(at) < clock_timestamp() - interval '5 seconds'
              or worker in (select worker from notification
                            where status = 'sending' and leased_until <= clock_timestamp())) dead;
end $$;

-- From here on the mails may be on their way. Gives the ids of those that are begun, the longest due first: their rows
-- are read in the next statement, which sees what was committed while this one waited.
--
-- A mail whose worker died is taken up, for a confirmation that comes twice (under one Message-ID, which mail programs
-- show once) harms nobody, and one that never comes does. A worker hands the mails of a batch over in their order, none
-- before it has reported the last: of a batch, only the first without a report can have gone.
--
-- A mail whose booking is being changed waits. The lock on the booking, which its changes take too, is what keeps a mail
-- from being begun while it becomes untrue: either the change sees that it is under way, or it is withdrawn here.
--
-- The planner has no sort and no bitmap for it: where it knows little of the table yet, it would sort all mails that wait
-- for each batch, which made the time of a burst its square. The index "notification_due" has them in their order.
create function begin_mails(p_worker text, p_limit integer, p_lease interval) returns setof bigint
    language plpgsql volatile security definer
    set search_path = touchbase, public, pg_temp set plan_cache_mode = force_generic_plan
    set enable_sort = off set enable_bitmapscan = off as $$
declare
    due bigint[];
    still bigint[];
    true_ones bigint[];
    untrue bigint[];
begin
    perform settle_dead();
    update notification mail
    set status = 'queued', leased_until = null, worker = null,
        last_error = case when lost.is_first then mail_doubt() else mail.last_error end
    from (select id,
                 row_number() over (partition by worker order by leased_until, next_attempt_at, id) = 1 as is_first
          from (select id, worker, leased_until, next_attempt_at from notification
                where status = 'sending' and leased_until <= clock_timestamp()
                for update skip locked) begun) lost
    where mail.id = lost.id;
    due := array(
        select mail.id from notification mail
        where mail.status = 'queued' and mail.next_attempt_at <= clock_timestamp()
          and not exists (
              select from notification earlier
              where earlier.booking_id = mail.booking_id and earlier.id < mail.id
                and earlier.status = 'sending' and earlier.leased_until > clock_timestamp())
        order by mail.next_attempt_at, mail.id
        for update skip locked
        limit p_limit);
    still := array(
        select id from booking
        where id in (select booking_id from notification where id = any (due))
        for share skip locked);
    select array_agg(id order by next_attempt_at, id) filter (where is_true and is_next),
           array_agg(id) filter (where not is_true)
    into true_ones, untrue
    from (select id, next_attempt_at, is_true,
                 row_number() over (partition by booking_id, is_true order by id) = 1 as is_next
          from (select mail.id, mail.booking_id, mail.next_attempt_at, untruth(mail, booking) is null as is_true
                from notification mail join booking on booking.id = mail.booking_id
                where mail.id = any (due) and booking.id = any (still)) told) judged;
    update notification
    set status = 'sending', attempts = attempts + 1, worker = p_worker,
        leased_until = statement_timestamp() + p_lease
    where id = any (true_ones);
    if untrue is not null then
        update notification mail
        set status = case when strpos(last_error, mail_doubt()) > 0 then 'uncertain' else 'failed' end,
            last_error = withdrawn(untruth(mail, booking), last_error)
        from booking
        where mail.id = any (untrue) and booking.id = mail.booking_id;
    end if;
    return query select unnest(true_ones);
end $$;

-- Gives back what the worker has begun and will not hand over: all that is under way in its name when it has none.
create or replace function release_mail(p_worker text) returns void
    language sql volatile security definer set search_path = touchbase, public, pg_temp as $$
    update notification set status = 'queued', leased_until = null, worker = null
    where status = 'sending' and worker = p_worker
$$;

-- Keeps what begun mails say, before they are handed over for the first time. Answers whose letters were kept: the others
-- are not this worker's any more, or have one.
create or replace function keep_letters(
    p_worker text, p_ids bigint[], p_senders text[], p_subjects text[], p_bodies text[], p_messages text[])
    returns setof bigint
    language plpgsql volatile security definer
    set search_path = touchbase, public, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
    perform set_config('synchronous_commit', 'off', true);
    return query
    with begun as materialized (
        select id, status, worker from notification where id = any (p_ids)
    )
    insert into letter (notification_id, sender, subject, body, message)
    select id, written.sender, written.subject, written.body, written.message
    from begun
        join unnest(p_ids, p_senders, p_subjects, p_bodies, p_messages)
            as written (id, sender, subject, body, message) using (id)
    where status = 'sending' and worker = p_worker
    on conflict do nothing
    returning notification_id;
end $$;

revoke execute on function report_mail, settle_mail, settle_dead, begin_mails from public;
grant execute on function report_mail, settle_mail, begin_mails to touchbase_desk;
