-- One row per item that was delivered, on the day of it, for whose it is.
-- title: Items delivered
-- kind: flow
-- unit: count
-- attributes: kind, team, product_id
select
    item_id as fact_key,
    item_id as source_key,
    'Item ' || item_id as label,
    delivered_on as day,
    participant_id,
    null::varchar as account_id,
    'primary' as credit_type,
    10000::bigint as share_bp,
    1::bigint as value,
    'count' as unit,
    null::varchar as currency,
    kind,
    team,
    product_id,
    attributes,
    _file,
    _row
from core.release_item
where delivered_on is not null
    and coalesce(status, '') not in ('cancelled', 'canceled', 'rejected')
