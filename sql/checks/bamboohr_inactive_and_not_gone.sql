-- One row per BambooHR employee who is inactive, was hired by now, and has no last day: who may not read last days sees none.
-- title: Everybody inactive has left, or is yet to come
-- severity: warn
-- owner: HR
select
    participant_id as record,
    coalesce(display_name, participant_id) || ' is inactive, was hired on ' || hired_on || ' and has no last day; until there is one they are employed' as message,
    null::bigint as amount_minor,
    null::varchar as currency,
    _file,
    _row
from raw.bamboohr_employee
where lower(status) = 'inactive' and left_on is null and hired_on <= getvariable('as_of')
