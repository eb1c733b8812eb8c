-- One row per won opportunity with an amount, on the day it closed, for its owner.
-- title: Amount of won deals
-- kind: flow
-- unit: money
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
    amount_minor as value,
    'money' as unit,
    currency,
    deal_type,
    lead_source,
    stage,
    territory_id,
    partner_id,
    attributes,
    _file,
    _row
from core.deal_owner
where outcome = 'won' and not is_deleted and close_on is not null and (amount_minor is not null or is_amount_unread)
