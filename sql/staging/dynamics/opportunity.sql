-- One row per Dynamics opportunity, as landed. core.dynamics_opportunity knows the currency by its id.
-- column opportunity_id: opportunityid|(Do Not Modify) Opportunity guid required
-- column account_id: _parentaccountid_value|parentaccountid|Account guid
-- column customer_id: _customerid_value|customerid|Potential Customer guid
-- column name: name|Topic text
-- column state: statecode|Status text required
-- column mapped_state: statecode|Status stage
-- column reason: statuscode@OData.Community.Display.V1.FormattedValue|statuscode|Status Reason text
-- column mapped_reason: statuscode@OData.Community.Display.V1.FormattedValue|statuscode|Status Reason stage
-- column phase: stepname|salesstage@OData.Community.Display.V1.FormattedValue|Pipeline Phase text
-- column mapped_phase: stepname|salesstage@OData.Community.Display.V1.FormattedValue|Pipeline Phase stage
-- column currency_id: transactioncurrencyid.isocurrencycode|_transactioncurrencyid_value|transactioncurrencyid|Currency guid
-- column estimated: estimatedvalue|Est. Revenue|Est. revenue money(currency_id)
-- column amount: actualvalue|Actual Revenue money(currency_id)
-- column amount_text: actualvalue|Actual Revenue text
-- column estimated_on: estimatedclosedate|Est. Close Date date
-- column actual_on: actualclosedate|Actual Close Date date
-- column deal_type: opportunitytypecode@OData.Community.Display.V1.FormattedValue|Opportunity Type text
-- column owner_id: _ownerid_value|ownerid|Owner guid required
-- column created_on: createdon|Created On date
-- column modified_at: modifiedon|Modified On|(Do Not Modify) Modified On timestamp
-- column lead_source: leadsourcecode@OData.Community.Display.V1.FormattedValue|Lead Source|Source text
-- column list_amount: totallineitemamount|Total Detail Amount money(currency_id)
-- column cost: new_cost|Cost money(currency_id)
-- column partner_id: _partnerid_value|Partner guid
-- column territory_id: _territoryid_value|territoryid|Territory guid
-- column campaign_id: _campaignid_value|campaignid|Source Campaign guid
-- column forecast_category: msdyn_forecastcategory@OData.Community.Display.V1.FormattedValue|Forecast category text
-- column qualified_on: new_qualifiedon|Qualified On date
-- column term_months: new_termmonths|Term (Months) number
-- column lead_id: _originatingleadid_value|originatingleadid|Originating Lead guid
-- column is_deleted: IsDelete boolean
-- column is_removed: _fivetran_deleted boolean
with stated as (
    select
        *,
        case lower(state) when '0' then 'open' when '1' then 'won' when '2' then 'lost' when 'open' then 'open' when 'won' then 'won' when 'lost' then 'lost' end as outcome
    from raw.dynamics_opportunity
)

select
    opportunity_id,
    -- The account is often left empty beside the customer.
    coalesce(account_id, customer_id) as account_id,
    name,
    -- What is closed is named by why: the phase is the one it was in before.
    case when outcome in ('won', 'lost') then coalesce(reason, phase, state) else coalesce(phase, reason, state) end as stage,
    coalesce(mapped_phase, mapped_reason, mapped_state, outcome) as outcome,
    currency_id,
    -- Money in the currency of the deal, not estimatedvalue_base and the like.
    -- What a deal was won for stands before what it was thought to bring, even where it cannot be read.
    case when outcome = 'won' and amount_text is not null then amount else estimated end as amount_minor,
    case when outcome in ('won', 'lost') then coalesce(actual_on, estimated_on) else estimated_on end as close_on,
    case replace(lower(deal_type), ' ', '')
        when 'newbusiness' then 'new'
        when 'existingbusiness' then 'expansion'
        else lower(deal_type)
    end as deal_type,
    owner_id,
    created_on,
    modified_at,
    lead_source,
    list_amount as list_amount_minor,
    cost as cost_minor,
    partner_id,
    territory_id,
    campaign_id,
    replace(lower(forecast_category), ' ', '_') as forecast_category,
    qualified_on,
    term_months,
    lead_id,
    coalesce(is_deleted, false) or coalesce(is_removed, false) as is_deleted,
    attributes,
    _file,
    _row
from stated
