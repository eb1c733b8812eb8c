-- One row per won opportunity with an amount: its list price and its direct cost, where it or all of its lines state them.
-- made: view
select
    opportunity.opportunity_id,
    opportunity.name,
    opportunity.close_on,
    opportunity.participant_id,
    opportunity.account_id,
    opportunity.amount_minor,
    coalesce(opportunity.list_amount_minor, line_total.list_amount_minor) as list_amount_minor,
    coalesce(opportunity.cost_minor, line_total.cost_minor) as cost_minor,
    opportunity.currency,
    opportunity.deal_type,
    opportunity.lead_source,
    opportunity.stage,
    opportunity.territory_id,
    opportunity.credit_type,
    opportunity.attributes,
    opportunity._file,
    opportunity._row
from core.deal_owner as opportunity
left join core.opportunity_line_total as line_total
    on opportunity.opportunity_id = line_total.opportunity_id
    and opportunity.currency = line_total.currency
where opportunity.outcome = 'won'
    and not opportunity.is_deleted
    and opportunity.close_on is not null
    and (opportunity.amount_minor is not null or opportunity.is_amount_unread)
