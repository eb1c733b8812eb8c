-- One row per objective, on its last day, for whose it is: its weight, a whole being 1,000,000.
-- title: Objectives
-- kind: flow
-- unit: points
-- attributes: status, is_assessed, achieved_millionths, assessed_on
select
    objective_id as fact_key,
    objective_id as source_key,
    coalesce(title, objective_id) as label,
    cast(until_on - 1 as date) as day,
    participant_id,
    null::varchar as account_id,
    'primary' as credit_type,
    10000::bigint as share_bp,
    weight_millionths as value,
    'points' as unit,
    null::varchar as currency,
    case
        when status in ('cancelled', 'canceled', 'withdrawn') then 'cancelled'
        when achieved_millionths is not null or status in ('done', 'completed', 'achieved', 'closed') then 'done'
        else 'open'
    end as status,
    achieved_millionths is not null and coalesce(assessed_on, until_on - 1) <= getvariable('as_of') as is_assessed,
    -- What was said of it after the run's day was not known then.
    case when coalesce(assessed_on, until_on - 1) <= getvariable('as_of') then achieved_millionths end as achieved_millionths,
    assessed_on,
    attributes,
    _file,
    _row
from core.objective
where until_on is not null
