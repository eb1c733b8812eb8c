-- One row per pair of participants who report to each other, directly or through others, on the same days.
-- title: Nobody reports to themselves through others
-- severity: hold
with ring as (
    select
        below.participant_id,
        below.manager_id,
        greatest(below.first_day, above.first_day) as day,
        least(below.until_on, above.until_on) as until_on
    from core.report as below
    join core.report as above
        on below.participant_id = above.manager_id
        and below.manager_id = above.participant_id
        and below.first_day < above.until_on
        and above.first_day < below.until_on
),

written as (
    select participant_id, min(_file) as _file, arg_min(_row, (_file, _row)) as _row
    from core.hierarchy
    group by participant_id
)

select
    ring.participant_id as record,
    ring.participant_id || ' reports to ' || ring.manager_id || ', who reports to ' || ring.participant_id || ', directly or through others' ||
        case when ring.day > date '0001-01-01' then ', from ' || ring.day else '' end || '; what counts for who all reports to them is held' as message,
    null::bigint as amount_minor,
    null::varchar as currency,
    ring.participant_id,
    ring.day,
    ring.until_on,
    'core.report' as touches,
    written._file,
    written._row
from ring
join written on ring.participant_id = written.participant_id
