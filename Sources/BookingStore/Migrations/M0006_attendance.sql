-- Whether the customer came: said at the desk on the day, and taken back when it was wrong.

-- Marks a booking as confirmed, checked_in, completed or no_show, whichever of these it was before: customers come late,
-- and keys are hit by mistake. A hold must be confirmed first, and what was given back stays so. One that has that mark
-- already is left alone: two desks may see the same customer come in.
--
-- "too_early": nobody has been served, or failed to come, before the appointment begins; and who comes half a day ahead
-- has come for something else.
create function mark(p_request uuid, p_reference text, p_status text, p_staff text, p_terminal text) returns answer
    language plpgsql volatile security definer set search_path = touchbase, public, pg_temp as $$
declare
    kept booking;
begin
    if p_status is null or p_status not in ('confirmed', 'checked_in', 'completed', 'no_show') then
        raise exception 'a booking cannot be marked as %', p_status using errcode = 'invalid_parameter_value';
    end if;
    kept := lock_booking(p_reference);
    if kept.id is null then
        return answer_with('not_found', null);
    elsif replayed(p_request) is not null then
        return answer_with('replayed', kept.id);
    elsif kept.status not in ('confirmed', 'checked_in', 'completed', 'no_show') then
        return answer_with('wrong_status', kept.id);
    elsif kept.status = p_status then
        return answer_with('done', kept.id);
    elsif p_status = 'checked_in' and kept.starts_at - interval '12 hours' > clock_timestamp()
          or p_status in ('completed', 'no_show') and kept.starts_at > clock_timestamp() then
        return answer_with('too_early', kept.id);
    end if;

    update booking set status = p_status where id = kept.id;
    perform record_change(kept.id, p_request, p_staff, p_terminal, kept.status, p_status);
    return answer_with('done', kept.id);
end $$;

revoke execute on function mark from public;
grant execute on function mark to touchbase_desk;
