-- One row per won opportunity with an amount: its list price and its direct cost, where it or all of its lines state them.
-- made: view
with line_total as (
    select
        opportunity_id,
        min(currency) as currency,
        min(currency) = max(currency) as is_one_currency,
        -- A line that does not say leaves the sum unknown.
        case when count(*) = count(list_amount_minor) then cast(sum(list_amount_minor) as bigint) end as list_amount_minor,
        case when count(*) = count(cost_minor) then cast(sum(cost_minor) as bigint) end as cost_minor
    from core.opportunity_line
    group by opportunity_id
)

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
    opportunity.attributes,
    opportunity._file,
    opportunity._row
from core.opportunity as opportunity
left join line_total
    on opportunity.opportunity_id = line_total.opportunity_id
    and line_total.is_one_currency
    and opportunity.currency = line_total.currency
where opportunity.outcome = 'won'
    and not opportunity.is_deleted
    and opportunity.close_on is not null
    and (opportunity.amount_minor is not null or opportunity.is_amount_unread)
