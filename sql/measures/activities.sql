-- One row per call, e-mail, meeting, demonstration or task that took place, on its day, for whose it is.
-- title: Activities
-- kind: flow
-- unit: count
-- attributes: kind, outcome, is_qualified
select
    activity_id as fact_key,
    activity_id as source_key,
    upper(kind[1]) || replace(kind[2:], '_', ' ') || ' ' || activity_id as label,
    cast(occurred_at as date) as day,
    participant_id,
    account_id,
    'primary' as credit_type,
    10000::bigint as share_bp,
    1::bigint as value,
    'count' as unit,
    null::varchar as currency,
    kind,
    outcome,
    is_qualified,
    attributes,
    _file,
    _row
from core.activity
where coalesce(outcome, 'held') not in ('cancelled', 'canceled', 'no_show')
