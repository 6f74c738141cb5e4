-- Two desks that change one customer at a time: neither wipes out what the other wrote.

-- Whether somebody else has given a field another value than the one that is wanted, since it was seen.
create function is_contested(p_now text, p_seen text, p_wanted text) returns boolean
    language sql immutable parallel safe
    return p_wanted is distinct from p_seen and p_now is distinct from p_seen and p_now is distinct from p_wanted;

revoke execute on function is_contested from public;

drop function change_customer;

-- Changes what is wanted otherwise than it was seen, leaves the rest as it is by now, and tells all desks. Where
-- somebody else has changed one of the same fields meanwhile nothing is changed: is_changed is false, and kept is the
-- customer as they are now. Giving the same twice is harmless, so the call needs no name of its own. Kept is null when
-- there is no such customer.
create function change_customer(
    p_customer bigint,
    p_seen_name text, p_seen_email text, p_seen_phone text, p_seen_notes text,
    p_name text, p_email text, p_phone text, p_notes text,
    out is_changed boolean, out kept customer)
    language plpgsql volatile security definer set search_path = touchbase, public, pg_temp as $$
declare
    new_name text := normalize(p_name, nfc);
    new_notes text := normalize(p_notes, nfc);
begin
    select * into kept from customer where id = p_customer for update;
    is_changed := kept.id is not null
        and not is_contested(kept.name, p_seen_name, new_name)
        and not is_contested(kept.email, p_seen_email, p_email)
        and not is_contested(kept.phone, p_seen_phone, p_phone)
        and not is_contested(kept.notes, p_seen_notes, new_notes);
    if not is_changed then
        return;
    end if;
    update customer
    set name = case when new_name is distinct from p_seen_name then new_name else name end,
        email = case when p_email is distinct from p_seen_email then p_email else email end,
        phone = case when p_phone is distinct from p_seen_phone then p_phone else phone end,
        notes = case when new_notes is distinct from p_seen_notes then new_notes else notes end
    where id = p_customer
    returning * into kept;
    perform pg_notify('touchbase', 'customer:' || kept.id);
end $$;

revoke execute on function change_customer from public;
grant execute on function change_customer to touchbase_desk;
