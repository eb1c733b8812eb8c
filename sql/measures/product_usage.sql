-- One row per product event in which somebody used a feature, on its day.
-- title: Uses of the product
-- kind: flow
-- unit: count
-- attributes: feature, product_id
select
    event_id as fact_key,
    event_id as source_key,
    'User ' || user_id || coalesce(': ' || feature, '') as label,
    occurred_on as day,
    null::varchar as participant_id,
    account_id,
    'primary' as credit_type,
    10000::bigint as share_bp,
    1::bigint as value,
    'count' as unit,
    null::varchar as currency,
    feature,
    product_id,
    _file,
    _row
from core.product_event
where event = 'used_feature'
