-- One row per record of hours worked, on the day, for who worked them: in minutes, the nearest where there are parts of one.
-- title: Hours worked, in minutes
-- kind: flow
-- unit: minutes
select
    coalesce(record_id, concat_ws('|', owner_id, day, _file, _row)) as fact_key,
    coalesce(record_id, concat_ws('|', owner_id, day, _file, _row)) as source_key,
    'Hours of ' || day as label,
    day,
    participant_id,
    null::varchar as account_id,
    'primary' as credit_type,
    10000::bigint as share_bp,
    cast(round(hours * 60, 0) as bigint) as value,
    'minutes' as unit,
    null::varchar as currency,
    attributes,
    _file,
    _row
from core.hours
