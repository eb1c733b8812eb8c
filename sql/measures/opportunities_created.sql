-- One row per opportunity, on the day it was created, for its owner.
-- title: Opportunities created
-- kind: flow
-- unit: count
-- attributes: deal_type, lead_source, stage, territory_id
select
    opportunity_id as fact_key,
    opportunity_id as source_key,
    name as label,
    created_on as day,
    participant_id,
    account_id,
    'primary' as credit_type,
    10000::bigint as share_bp,
    1::bigint as value,
    'count' as unit,
    null::varchar as currency,
    deal_type,
    lead_source,
    stage,
    territory_id,
    attributes,
    _file,
    _row
from core.opportunity
where not is_deleted and created_on is not null
