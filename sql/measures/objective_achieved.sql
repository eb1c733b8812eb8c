-- One row per objective that ended and was assessed, on its last day, for whose it is: its weight as far as it was achieved, a whole being 100,000,000.
-- title: Weight of objectives, as far as achieved
-- kind: flow
-- unit: points
select
    objective_id as fact_key,
    objective_id as source_key,
    coalesce(title, objective_id) as label,
    cast(until_on - 1 as date) as day,
    participant_id,
    null::varchar as account_id,
    'primary' as credit_type,
    10000::bigint as share_bp,
    rounded_share(weight_millionths, achieved_millionths, 10000) as value,
    'points' as unit,
    null::varchar as currency,
    attributes,
    _file,
    _row
from core.objective
where achieved_millionths is not null
    and weight_millionths is not null
    and until_on is not null
    and coalesce(status, '') not in ('cancelled', 'canceled')
    and coalesce(assessed_on, until_on - 1) <= getvariable('as_of')
