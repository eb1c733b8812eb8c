-- One row per Dynamics opportunity record, with the currency its money is in.
-- feeds: opportunity
-- made: table
with currency as (
    -- By its id, as the API writes it, or by its name, as exports do.
    select currency_id as id, currency from staging.dynamics_transactioncurrency
    union
    select name as id, currency from staging.dynamics_transactioncurrency where name is not null
)

select
    opportunity.opportunity_id,
    opportunity.account_id,
    opportunity.name,
    opportunity.stage,
    opportunity.outcome,
    minor_in(opportunity.amount_minor, upper(opportunity.currency_id), coalesce(currency.currency, upper(opportunity.currency_id))) as amount_minor,
    -- A currency that is not known stays the word it came as: nothing converts from it, and what needs that is held.
    coalesce(currency.currency, upper(opportunity.currency_id), getvariable('reporting_currency')) as currency,
    opportunity.close_on,
    opportunity.deal_type,
    opportunity.owner_id,
    opportunity.created_on,
    opportunity.modified_at,
    opportunity.lead_source,
    minor_in(opportunity.list_amount_minor, upper(opportunity.currency_id), coalesce(currency.currency, upper(opportunity.currency_id))) as list_amount_minor,
    minor_in(opportunity.cost_minor, upper(opportunity.currency_id), coalesce(currency.currency, upper(opportunity.currency_id))) as cost_minor,
    opportunity.partner_id,
    opportunity.territory_id,
    opportunity.campaign_id,
    opportunity.forecast_category,
    opportunity.qualified_on,
    opportunity.term_months,
    opportunity.is_deleted,
    opportunity.attributes,
    opportunity._file,
    opportunity._row
from staging.dynamics_opportunity as opportunity
left join currency on opportunity.currency_id = currency.id
