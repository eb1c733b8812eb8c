-- One row per won opportunity that states its list price, on the day it closed, for its owner: that price.
-- title: List price of won deals
-- kind: flow
-- unit: money
-- attributes: deal_type, lead_source, stage, territory_id
select
    opportunity_id as fact_key,
    opportunity_id as source_key,
    name as label,
    close_on as day,
    participant_id,
    account_id,
    credit_type,
    10000::bigint as share_bp,
    list_minor as value,
    'money' as unit,
    currency,
    deal_type,
    lead_source,
    stage,
    territory_id,
    attributes,
    _file,
    _row
from core.opportunity_price
where list_minor is not null
