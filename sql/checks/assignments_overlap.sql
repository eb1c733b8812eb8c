-- One row per assignment that begins before the participant's assignment before it has ended.
-- title: A participant has one assignment a day
-- severity: stop
with followed as (
    select
        *,
        max(until_on) over (
            partition by participant_id
            order by first_day, until_on, role
            rows between unbounded preceding and 1 preceding
        ) as covered_until
    from core.assignment
)

select
    participant_id as record,
    participant_id || ': ' || coalesce(role, '') || ' from ' || first_day || ' begins before the assignment before it ends (' || cast(covered_until - 1 as date) || ')' as message,
    null::bigint as amount_minor,
    null::varchar as currency,
    _file,
    _row
from followed
where first_day < covered_until
