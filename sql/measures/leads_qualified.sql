-- One row per lead marketing qualified, on the day it did, for its owner.
-- title: Qualified leads
-- kind: flow
-- unit: count
-- attributes: lead_source, status
select
    lead_id as fact_key,
    lead_id as source_key,
    'Lead ' || lead_id as label,
    qualified_on as day,
    participant_id,
    account_id,
    'primary' as credit_type,
    10000::bigint as share_bp,
    1::bigint as value,
    'count' as unit,
    null::varchar as currency,
    lead_source,
    status,
    attributes,
    _file,
    _row
from core.lead
where qualified_on is not null and not is_deleted
