-- One row per credit of a won opportunity with an amount (null where it cannot be read), on the day it closed.
-- title: Bookings
-- kind: flow
-- unit: money
-- attributes: deal_type, lead_source, stage, territory_id, partner_id, term_months, deal_minor
-- apart: core.opportunity.term_months (term_months)
-- more: core.opportunity_price by opportunity_id (list_minor, cost_minor, margin_minor, discount_minor, margin_percent, discount_percent); core.new_customer_deal by opportunity_id (is_new_customer)
select
    concat_ws('|', opportunity_id, credited_id, credit_type) as fact_key,
    opportunity_id as source_key,
    name as label,
    close_on as day,
    participant_id,
    account_id,
    credit_type,
    share_bp,
    credit_minor as value,
    'money' as unit,
    currency,
    deal_type,
    lead_source,
    stage,
    territory_id,
    partner_id,
    term_months,
    -- Of the whole deal, whatever the share: margin_minor / deal_minor is the deal's margin.
    amount_minor as deal_minor,
    attributes,
    _file,
    _row
from core.deal_credit
where amount_minor is not null or is_amount_unread
