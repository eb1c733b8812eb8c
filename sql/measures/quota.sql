-- One row per participant, metric, currency and month with a target.
-- title: Quota
-- kind: span
-- unit: money
-- attributes: metric, territory_id
select
    concat_ws('|', coalesce(participant_id, ''), territory_id, metric, currency, first_day) as fact_key,
    concat_ws('|', coalesce(participant_id, ''), territory_id, metric, currency, first_day) as source_key,
    metric || ' target of ' || strftime(first_day, '%B %Y') as label,
    first_day as day,
    until_on,
    participant_id,
    null::varchar as account_id,
    'primary' as credit_type,
    10000::bigint as share_bp,
    target_minor as value,
    'money' as unit,
    currency,
    metric,
    territory_id,
    _file,
    _row
from core.target
where target_minor is not null
