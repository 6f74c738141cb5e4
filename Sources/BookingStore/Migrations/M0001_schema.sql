-- What the practice is, whom it serves, and what is booked.
--
-- All of it lives in the schema "touchbase", which the migrator has made and put on the search path. Instants are
-- timestamptz; ranges of time are half-open; hours are minutes of local time in the practice's zone.

create extension if not exists btree_gist;
create extension if not exists pg_trgm;
create extension if not exists unaccent;

-- Accents and case folded away, for searching. unaccent() is only "stable", because its dictionary can be replaced;
-- this wrapper names the dictionary and promises that it is not.
create function fold(value text) returns text
    language sql immutable strict parallel safe
    return lower(unaccent('unaccent', normalize(value, nfkc)));

-- Text that people typed: something visible, no control characters, not longer than a line.
create domain name_text as text
    constraint name_is_visible check (value ~ '[^[:space:]]')
    constraint name_is_one_line check (value !~ '[[:cntrl:]]' and length(value) <= 200);

create domain email_text as text
    constraint email_is_one_address check (value ~ '^[^[:space:][:cntrl:]@<>,;]+@[^[:space:][:cntrl:]@<>,;]+$'
                                           and octet_length(value) <= 254);

create domain phone_text as text
    constraint phone_is_a_number check (value ~ '[0-9]' and value !~ '[[:cntrl:]]' and length(value) <= 40);

-- Minutes after the midnight of the day on which the window starts; a shift over midnight ends past 1440. What lies past
-- it is all of one window, which has begun before.
create domain day_minutes as int4multirange
    constraint windows_start_on_their_day check (
        (isempty(value)
         or lower(value) >= 0 and upper(value) <= 2880
            and (upper(value) <= 1440 or value @> int4range(1439, upper(value)))) is true);

-- The practice -------------------------------------------------------------------------------------------------------

create table practice (
    id smallint primary key default 1 constraint practice_is_one_row check (id = 1),
    brand name_text not null default 'TouchBase',
    zone name_text not null default 'America/Detroit',
    currency text not null default 'USD' constraint practice_currency_is_iso_4217 check (currency ~ '^[A-Z]{3}$'),
    granularity_minutes integer not null default 15
        constraint practice_granularity_is_sane check (granularity_minutes between 1 and 1440),
    hold_minutes integer not null default 10 constraint practice_hold_is_sane check (hold_minutes between 1 and 1440),
    mail_from email_text,
    phone phone_text,
    -- How long before the appointment its customer is reminded; 0: never.
    reminder_hours integer not null default 24
        constraint practice_reminder_is_sane check (reminder_hours between 0 and 336),
    -- How long a mail waits before it is tried: what is taken back within that time was never told.
    mail_grace_minutes integer not null default 0
        constraint practice_mail_grace_is_sane check (mail_grace_minutes between 0 and 1440)
);

insert into practice default values;

create table service (
    id integer generated always as identity primary key,
    name name_text not null,
    price_minor integer not null constraint service_price_is_not_negative check (price_minor >= 0),
    duration_minutes integer not null constraint service_duration_is_sane check (duration_minutes between 1 and 1440),
    prep_minutes integer not null default 0 constraint service_prep_is_sane check (prep_minutes between 0 and 1440),
    recovery_minutes integer not null default 0
        constraint service_recovery_is_sane check (recovery_minutes between 0 and 1440),
    turnover_minutes integer not null default 0
        constraint service_turnover_is_sane check (turnover_minutes between 0 and 1440),
    active boolean not null default true
);
create unique index service_name_is_unique on service (fold(name));

create table room (
    id integer generated always as identity primary key,
    name name_text not null,
    active boolean not null default true
);
create unique index room_name_is_unique on room (fold(name));

create table room_service (
    room_id integer not null references room,
    service_id integer not null references service,
    primary key (room_id, service_id)
);

-- A room with no row here is always open.
create table room_hours (
    room_id integer not null references room,
    weekday integer not null constraint room_hours_weekday_is_iso check (weekday between 1 and 7),
    windows day_minutes not null,
    primary key (room_id, weekday)
);

create table room_closure (
    id integer generated always as identity primary key,
    room_id integer not null references room,
    during tstzrange not null constraint room_closure_has_two_ends check (
        not isempty(during) and lower(during) is not null and upper(during) is not null),
    note text not null default ''
);
create index room_closure_during on room_closure using gist (during);

create table therapist (
    id integer generated always as identity primary key,
    name name_text not null,
    usual_room_id integer references room,
    active boolean not null default true
);
create unique index therapist_name_is_unique on therapist (fold(name));

create table therapist_service (
    therapist_id integer not null references therapist,
    service_id integer not null references service,
    primary key (therapist_id, service_id)
);

create table therapist_hours (
    therapist_id integer not null references therapist,
    weekday integer not null constraint therapist_hours_weekday_is_iso check (weekday between 1 and 7),
    windows day_minutes not null,
    primary key (therapist_id, weekday)
);

-- The windows of one date instead of its weekday's; an empty set is a day off.
create table therapist_override (
    therapist_id integer not null references therapist,
    on_date date not null,
    windows day_minutes not null,
    primary key (therapist_id, on_date)
);

create table time_off (
    id integer generated always as identity primary key,
    therapist_id integer not null references therapist,
    during tstzrange not null constraint time_off_has_two_ends check (
        not isempty(during) and lower(during) is not null and upper(during) is not null),
    note text not null default ''
);
create index time_off_during on time_off using gist (during);

-- Customers ----------------------------------------------------------------------------------------------------------

create table customer (
    id bigint generated always as identity primary key,
    request_id uuid constraint customer_request_is_done_once unique,
    name name_text not null,
    email email_text,
    phone phone_text,
    notes text not null default '' constraint customer_notes_fit check (length(notes) <= 4000),
    created_at timestamptz not null default clock_timestamp(),
    -- Each field once as it is written, and the phone once more as bare digits: "0142" finds "(313) 555-01 42".
    search_text text generated always as (
        fold(name || ' ' || coalesce(email, '') || ' ' || coalesce(phone, '') || ' '
             || coalesce(regexp_replace(phone, '[^0-9]', '', 'g'), ''))) stored
);
create unique index customer_email_is_unique on customer (lower(email));
create index customer_search on customer using gin (search_text gin_trgm_ops);

-- Bookings -----------------------------------------------------------------------------------------------------------

-- "blocks" says what the exclusion constraints look at. It is a column of its own, and neither "status" nor
-- "hold_expires_at" is in any index, so that confirming a hold is a HOT update: no index entry is made anew, no
-- constraint is checked again, and a rival's insert cannot make a confirm wait or die.
create table booking (
    id bigint generated always as identity primary key,
    reference text not null
        constraint booking_reference_is_unique unique
        constraint booking_reference_is_sayable check (reference ~ '^[2-9A-HJKMNP-Z]{6}$'),
    service_id integer not null references service,
    therapist_id integer not null references therapist,
    room_id integer not null references room,
    customer_id bigint references customer,
    status text not null constraint booking_status_is_known check (
        status in ('hold', 'confirmed', 'checked_in', 'completed', 'cancelled', 'expired', 'no_show')),
    blocks boolean not null,
    -- starts_at less the prep; both the therapist's and the room's range begin here.
    blocked_from timestamptz not null,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    therapist_released_at timestamptz not null,
    room_released_at timestamptz not null,
    hold_expires_at timestamptz,
    made_at timestamptz not null default clock_timestamp(),
    made_by text not null,
    made_on text not null,
    -- What names it in the customer's calendar (RFC 5545), and how often that entry was changed since it was made.
    calendar_uid uuid not null default gen_random_uuid() constraint booking_calendar_uid_is_unique unique,
    sequence integer not null default 0,
    constraint booking_blocks_while_it_occupies check (blocks = (status not in ('cancelled', 'expired'))),
    constraint booking_times_are_in_order check (
        blocked_from <= starts_at and starts_at < ends_at
        and ends_at <= therapist_released_at and ends_at <= room_released_at),
    constraint booking_times_are_whole_minutes check (
        mod(extract(epoch from blocked_from), 60) = 0 and mod(extract(epoch from starts_at), 60) = 0
        and mod(extract(epoch from ends_at), 60) = 0 and mod(extract(epoch from therapist_released_at), 60) = 0
        and mod(extract(epoch from room_released_at), 60) = 0),
    constraint booking_only_a_hold_expires check (
        case status
            when 'hold' then hold_expires_at is not null
            when 'expired' then hold_expires_at is not null
            else hold_expires_at is null
        end),
    constraint booking_knows_its_customer check (
        status in ('hold', 'cancelled', 'expired') or customer_id is not null),
    constraint booking_therapist_is_free exclude using gist (
        therapist_id with =, tstzrange(blocked_from, therapist_released_at) with &&) where (blocks),
    constraint booking_room_is_free exclude using gist (
        room_id with =, tstzrange(blocked_from, room_released_at) with &&) where (blocks)
) with (fillfactor = 85);
create index booking_customer on booking (customer_id);
-- Holds are found by when they were made, which never changes: an index on their status would cost the HOT update.
create index booking_made_at on booking (made_at);

-- Every change of a booking, in the transaction that made it. "request_id" is the client's name for its intent: an
-- intent that is sent twice is found here and not done again.
create table booking_history (
    id bigint generated always as identity primary key,
    booking_id bigint not null references booking,
    request_id uuid constraint booking_request_is_done_once unique,
    at timestamptz not null default clock_timestamp(),
    staff text not null,
    terminal text not null,
    from_status text,
    to_status text not null,
    note text not null default '' constraint booking_history_note_fits check (length(note) <= 1000)
);
create index booking_history_booking on booking_history (booking_id, id);

create function refuse_change() returns trigger
    language plpgsql as $$
begin
    raise exception 'the history of bookings is only ever added to' using errcode = 'insufficient_privilege';
end $$;

create trigger booking_history_is_append_only
    before update or delete or truncate on booking_history
    for each statement execute function refuse_change();

-- Mails --------------------------------------------------------------------------------------------------------------

create table notification (
    id bigint generated always as identity primary key,
    booking_id bigint not null references booking,
    kind text not null constraint notification_kind_is_known check (
        kind in ('confirmation', 'moved', 'reminder', 'cancellation')),
    recipient email_text not null,
    status text not null default 'queued' constraint notification_status_is_known check (
        status in ('queued', 'sending', 'sent', 'failed', 'uncertain')),
    -- The mail's Message-ID, made with the row: every attempt carries the same.
    message_id text not null constraint notification_message_id_is_unique unique,
    -- The booking's when the row was made. A booking that has a higher one by now has other news for its customer.
    sequence integer not null default 0,
    attempts integer not null default 0,
    queued_at timestamptz not null default clock_timestamp(),
    -- When it is to go out: the date that the mail bears.
    due_at timestamptz not null default clock_timestamp(),
    next_attempt_at timestamptz not null default clock_timestamp(),
    worker text,
    leased_until timestamptz,
    provider_id text,
    sent_at timestamptz,
    last_error text,
    constraint notification_sent_says_when check ((status = 'sent') = (sent_at is not null)),
    constraint notification_sending_has_a_lease check ((status = 'sending') = (leased_until is not null)),
    constraint notification_failure_says_why check (status <> 'failed' or last_error is not null)
);
create index notification_booking on notification (booking_id, id);
create index notification_due on notification (next_attempt_at) where status in ('queued', 'sending');
create unique index notification_reminds_once on notification (booking_id, sequence) where kind = 'reminder';

-- What a mail says, kept before it is first tried: each attempt sends the same bytes, and the log shows what was sent.
create table letter (
    notification_id bigint primary key references notification,
    sender email_text not null,
    subject text not null,
    body text not null,
    message text not null
);
