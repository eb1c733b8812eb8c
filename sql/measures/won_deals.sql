-- One row per won opportunity, on the day it closed, for its owner.
-- title: Won deals
-- kind: flow
-- unit: count
-- attributes: deal_type, lead_source, stage, territory_id, partner_id
-- more: core.new_customer_deal by opportunity_id (is_new_customer)
select
    opportunity_id as fact_key,
    opportunity_id as source_key,
    name as label,
    close_on as day,
    participant_id,
    account_id,
    credit_type,
    10000::bigint as share_bp,
    1::bigint as value,
    'count' as unit,
    null::varchar as currency,
    deal_type,
    lead_source,
    stage,
    territory_id,
    partner_id,
    attributes,
    _file,
    _row
from core.deal_owner
where outcome = 'won' and not is_deleted and close_on is not null
