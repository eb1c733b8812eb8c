-- One row per participant, metric, currency and month with a target, and one per relief from it, below zero.
-- title: Quota
-- kind: span
-- unit: money
-- attributes: metric, territory_id, kind
select
    fact_key,
    fact_key as source_key,
    label,
    first_day as day,
    until_on,
    participant_id,
    null::varchar as account_id,
    'primary' as credit_type,
    10000::bigint as share_bp,
    written_minor as value,
    'money' as unit,
    currency,
    metric,
    territory_id,
    kind,
    _file,
    _row
from core.quota_row
