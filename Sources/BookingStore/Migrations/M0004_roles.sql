-- What a desk may do: read, and call the intents. It has no right to write a table by itself, so whatever it does, the
-- rules above have been asked. The role belongs to the whole server and may be there already, from another database.

do $$
begin
    if not exists (select from pg_roles where rolname = 'touchbase_desk') then
        create role touchbase_desk nologin;
    end if;
exception
    when duplicate_object or unique_violation then null;
end $$;

do $$
begin
    if not pg_has_role(current_user, 'touchbase_desk', 'member') then
        execute format('grant touchbase_desk to %I', current_user);
    end if;
end $$;

grant usage on schema touchbase to touchbase_desk;
grant select on all tables in schema touchbase to touchbase_desk;
revoke execute on all functions in schema touchbase from public;
-- fold() runs with the caller's rights and calls unaccent(), which may live in this schema.
grant execute on function unaccent(regdictionary, text), fold(text) to touchbase_desk;
grant execute on function
    hold, confirm, cancel, move, expire_holds, add_customer,
    claim_mail, keep_letter, record_mail, resend_mail, queue_reminders
    to touchbase_desk;
