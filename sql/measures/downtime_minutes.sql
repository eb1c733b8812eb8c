-- One row per incident, product and day: the minutes the product was down and nobody had planned it.
-- title: Minutes down
-- kind: flow
-- unit: minutes
-- attributes: product_id
select
    concat_ws('|', incident_id, coalesce(product_id, ''), day) as fact_key,
    incident_id as source_key,
    'Incident ' || incident_id || coalesce(' of ' || product_id, '') as label,
    day,
    null::varchar as participant_id,
    null::varchar as account_id,
    'primary' as credit_type,
    10000::bigint as share_bp,
    minutes as value,
    'minutes' as unit,
    null::varchar as currency,
    product_id,
    _file,
    _row
from core.incident_minutes
where not is_planned
