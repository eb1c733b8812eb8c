-- One row per won opportunity that states its direct cost, on the day it closed, for its owner: its amount.
-- title: Bookings with a known cost
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
    amount_minor as value,
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
where cost_minor is not null
