-- One row per credit of a won opportunity with an amount (null where it cannot be read), on the day it closed.
-- title: Bookings
-- kind: flow
-- unit: money
-- attributes: deal_type, lead_source, stage, territory_id, partner_id, term_months, is_new_customer, deal_minor, list_minor, cost_minor, margin_minor, discount_minor, margin_percent, discount_percent
-- apart: core.customer_since (is_new_customer); core.opportunity_price, core.opportunity_line_total (list_minor, cost_minor, margin_minor, discount_minor, margin_percent, discount_percent); core.opportunity.term_months (term_months)
with priced as (
    select
        credit.*,
        coalesce(credit.list_amount_minor, line_total.list_amount_minor) as list_minor,
        coalesce(credit.cost_minor, line_total.cost_minor) as direct_cost_minor,
        -- Nothing was won, billed or subscribed before the day.
        since.customer_on >= credit.close_on as is_new_customer
    from core.deal_credit as credit
    left join core.opportunity_line_total as line_total
        on credit.opportunity_id = line_total.opportunity_id
        and credit.currency = line_total.currency
    left join core.customer_since as since on credit.account_id = since.account_id
    where credit.amount_minor is not null or credit.is_amount_unread
)

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
    is_new_customer,
    -- Of the whole deal, whatever the share: margin_minor / deal_minor is the deal's margin.
    amount_minor as deal_minor,
    list_minor,
    direct_cost_minor as cost_minor,
    amount_minor - direct_cost_minor as margin_minor,
    list_minor - amount_minor as discount_minor,
    cast(rounded_share(amount_minor - direct_cost_minor, 100000000, nullif(amount_minor, 0)) as decimal(18, 0)) * 0.000001::decimal(7, 6) as margin_percent,
    cast(rounded_share(list_minor - amount_minor, 100000000, nullif(list_minor, 0)) as decimal(18, 0)) * 0.000001::decimal(7, 6) as discount_percent,
    attributes,
    _file,
    _row
from priced
