-- What a worker has begun and will not hand over is others' within seconds, and one that lives has the last word on
-- what it has handed over.
--
-- A worker hands over what it has begun in the order of its leases, and none before the database has taken the report
-- of the one before: of what it has not reported, only the first can have gone. And it hands over nothing that it has
-- begun too long ago. So when that time is past all but the first can be had by others; that one waits for its lease.
--
-- A lease that is over does not say that its worker is dead: the database may have been away for longer, or may have
-- refused what it was told. So who finds one first calls for the report, and takes the mail up only when a worker that
-- lives would have given it.

-- What workers are at. A crash of the database may take back reports that it had taken, and then more than the first may
-- have gone: an unlogged table is empty after it, and all waits for its lease.
create unlogged table mail_worker (
    worker text primary key,
    -- Until then it may hand over what it has begun.
    starts_until timestamptz not null,
    -- Until then it may report what its leases are over for; null: nobody has called for that.
    called_until timestamptz
);
grant select on mail_worker to touchbase_desk;

-- Settles what the dead have left, and those who have nothing to say for seconds: of a worker in a burst, no report lies
-- here for so long. Who is just settling by itself is left alone; to wait for each other would be a deadlock.
create or replace function settle_dead() returns void
    language plpgsql volatile security definer set search_path = touchbase, public, pg_temp as $$
declare
    dead text;
begin
    for dead in
        select worker from mail_report
        group by worker
        having min(at) < clock_timestamp() - interval '5 seconds'
            or worker in (select worker from notification
                          where status = 'sending' and leased_until <= clock_timestamp())
            or worker in (select worker from mail_worker where starts_until <= clock_timestamp())
    loop
        perform from mail_report where worker = dead for update skip locked;
        if found then
            perform settle_mail(dead, true);
        end if;
    end loop;
end $$;

-- Puts back what others have begun and will not hand over, as far as that is certain, and calls for what they have not
-- reported in time.
create function take_back() returns void
    language plpgsql volatile security definer set search_path = touchbase, public, pg_temp as $$
begin
    insert into mail_worker (worker, starts_until, called_until)
    select worker, clock_timestamp(), clock_timestamp() + interval '15 seconds'
    from notification where status = 'sending' and leased_until <= clock_timestamp()
    group by worker order by worker
    on conflict (worker) do update set called_until = excluded.called_until
    where mail_worker.called_until is null;
    if not exists (select from mail_worker where least(starts_until, called_until) <= clock_timestamp()) then
        return;
    end if;
    update notification mail
    set status = 'queued', leased_until = null, worker = null,
        last_error = case when lost.place = 1 then mail_doubt() else mail.last_error end
    from (select id, leased_until <= clock_timestamp() and called_until <= clock_timestamp() as is_over,
                 starts_until <= clock_timestamp() as is_past,
                 row_number() over (partition by worker order by leased_until, next_attempt_at, id) as place
          from (select id, worker, leased_until, next_attempt_at, starts_until, called_until
                from notification join mail_worker using (worker)
                where status = 'sending' and least(starts_until, called_until) <= clock_timestamp()
                for update of notification skip locked) begun) lost
    where mail.id = lost.id and (is_over or is_past and place > 1);
    delete from mail_worker
    where worker in (
        select worker from mail_worker
        where starts_until <= clock_timestamp()
          and not exists (select from notification where status = 'sending' and worker = mail_worker.worker)
        for update skip locked);
end $$;

drop function begin_mails;

-- From here on the mails may be on their way. Gives the ids of those that are begun, the longest due first: their rows
-- are read in the next statement, which sees what was committed while this one waited.
--
-- A mail whose worker died is taken up, for a confirmation that comes twice (under one Message-ID, which mail programs
-- show once) harms nobody, and one that never comes does. The worker hands over none of them when "p_start" has passed.
--
-- A mail whose booking is being changed waits. The lock on the booking, which its changes take too, is what keeps a mail
-- from being begun while it becomes untrue: either the change sees that it is under way, or it is withdrawn here.
--
-- The planner has no sort and no bitmap for it: where it knows little of the table yet, it would sort all mails that wait
-- for each batch, which made the time of a burst its square. The index "notification_due" has them in their order.
create function begin_mails(p_worker text, p_limit integer, p_lease interval, p_start interval) returns setof bigint
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
    perform take_back();
    due := array(
        select mail.id from notification mail
        where mail.status = 'queued' and mail.next_attempt_at <= clock_timestamp()
          and not exists (
              select from notification earlier
              where earlier.booking_id = mail.booking_id and earlier.id < mail.id and earlier.status = 'sending')
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
    if true_ones is not null then
        update notification
        set status = 'sending', attempts = attempts + 1, worker = p_worker,
            leased_until = statement_timestamp() + p_lease
        where id = any (true_ones);
        insert into mail_worker (worker, starts_until) values (p_worker, clock_timestamp() + p_start)
        on conflict (worker) do update set starts_until = excluded.starts_until, called_until = null;
    end if;
    if untrue is not null then
        update notification mail
        set status = case when strpos(last_error, mail_doubt()) > 0 then 'uncertain' else 'failed' end,
            last_error = withdrawn(untruth(mail, booking), last_error)
        from booking
        where mail.id = any (untrue) and booking.id = mail.booking_id;
    end if;
    return query select unnest(true_ones);
end $$;

revoke execute on function take_back, begin_mails from public;
grant execute on function begin_mails to touchbase_desk;
