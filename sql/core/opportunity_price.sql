-- One row per won opportunity with an amount: its list price and its direct cost, where it or all of its lines state them.
-- made: view
with priced as (
    select
        deal.*,
        coalesce(deal.list_amount_minor, line_total.list_amount_minor) as list_minor,
        coalesce(deal.cost_minor, line_total.cost_minor) as direct_cost_minor
    from core.deal_owner as deal
    left join core.opportunity_line_total as line_total
        on deal.opportunity_id = line_total.opportunity_id
        and deal.currency = line_total.currency
    where deal.outcome = 'won'
        and not deal.is_deleted
        and deal.close_on is not null
        and (deal.amount_minor is not null or deal.is_amount_unread)
)

select
    opportunity_id,
    name,
    close_on,
    participant_id,
    account_id,
    amount_minor,
    list_minor,
    direct_cost_minor as cost_minor,
    amount_minor - direct_cost_minor as margin_minor,
    list_minor - amount_minor as discount_minor,
    percent_of(amount_minor - direct_cost_minor, amount_minor) as margin_percent,
    percent_of(list_minor - amount_minor, list_minor) as discount_percent,
    currency,
    deal_type,
    lead_source,
    stage,
    territory_id,
    credit_type,
    attributes,
    _file,
    _row
from priced
