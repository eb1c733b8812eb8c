-- One row per day, participant or record of an assignment or of employment that is there and cannot be read.
-- title: Who is paid, and from when to when, can be read
-- severity: stop
with unread as (
    select entity, column_name, value, reason, _file, _row
    from checks.reject
    where entity in ('assignment', 'worker', 'participant')
        and column_name in ('participant_id', 'first_day', 'last_day', 'hired_on', 'left_on')
    union all
    -- Who is in a territory, whose an id is, whom somebody reports to and what is carved out would be so on every day.
    select entity, column_name, value, reason, _file, _row
    from checks.reject
    where entity in ('territory_member', 'identity', 'hierarchy', 'reporting_line', 'carve_out') and column_name in ('first_day', 'last_day')
    union all
    select entity, column_name, value, reason, _file, _row
    from checks.refusal
    where entity in ('assignment', 'worker', 'participant')
)

select
    entity as record,
    case when column_name is null or column_name = '' then reason else column_name || ': ' || reason end as message,
    null::bigint as amount_minor,
    null::varchar as currency,
    _file,
    _row
from unread
