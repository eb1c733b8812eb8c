-- One row per participant with a target and no assignment.
-- title: Everybody with a target has an assignment
-- severity: warn
select
    target.participant_id as record,
    'participant ' || target.participant_id || ' has targets and no assignment' as message,
    null::bigint as amount_minor,
    null::varchar as currency,
    min(target._file) as _file,
    arg_min(target._row, (target._file, target._row)) as _row
from core.target as target
anti join core.assignment as assignment on target.participant_id = assignment.participant_id
where target.participant_id is not null
group by target.participant_id
