-- What the desk knows of a customer, put right there: names are misheard, phones change, and notes are what a therapist
-- asks for.

-- Gives a customer another name, email, phone and notes, and tells all desks. Giving the same twice is harmless, so the
-- call needs no name of its own. Null when there is no such customer.
create function change_customer(p_customer bigint, p_name text, p_email text, p_phone text, p_notes text) returns customer
    language plpgsql volatile security definer set search_path = touchbase, public, pg_temp as $$
declare
    changed customer;
begin
    update customer
    set name = normalize(p_name, nfc), email = p_email, phone = p_phone, notes = normalize(p_notes, nfc)
    where id = p_customer
    returning * into changed;
    if changed.id is not null then
        perform pg_notify('touchbase', 'customer:' || changed.id);
    end if;
    return changed;
end $$;

revoke execute on function change_customer from public;
grant execute on function change_customer to touchbase_desk;
