-- One row per deal, account or lead, on the day it was created, for whose it is.
-- title: CRM records
-- kind: flow
-- unit: count
-- attributes: entity
select
    concat_ws('|', entity, record_id) as fact_key,
    record_id as source_key,
    upper(entity[1]) || entity[2:] || ' ' || coalesce(name, record_id) as label,
    created_on as day,
    participant_id,
    account_id,
    'primary' as credit_type,
    10000::bigint as share_bp,
    1::bigint as value,
    'count' as unit,
    null::varchar as currency,
    entity,
    attributes,
    _file,
    _row
from core.crm_record
where created_on is not null
