-- One row per opportunity record in our own shape, as landed.
-- feeds: opportunity
-- column opportunity_id: opportunity_id salesforce_id required
-- column account_id: account_id salesforce_id
-- column name: name text
-- column stage: stage text
-- column mapped: stage stage
-- column outcome: outcome text
-- column amount: amount money(currency)
-- column currency: currency text
-- column close_on: close_on date
-- column deal_type: deal_type text
-- column owner_id: participant|owner text
-- column created_on: created_on date
-- column modified_at: modified_at timestamp
-- column lead_source: lead_source text
-- column first_touch_on: first_touch_on date
-- column list_amount: list_amount money(currency)
-- column cost: cost money(currency)
-- column partner_id: partner|partner_id text
-- column territory_id: territory|territory_id text
-- column campaign_id: campaign|campaign_id salesforce_id
-- column forecast_category: forecast_category text
-- column qualified_on: qualified_on date
-- column term_months: term_months number
-- column is_deleted: is_deleted boolean
select
    opportunity_id,
    account_id,
    name,
    coalesce(stage, outcome) as stage,
    coalesce(mapped, case when lower(outcome) in ('won', 'lost', 'open') then lower(outcome) end,
        case when lower(stage) in ('won', 'lost', 'open') then lower(stage) end) as outcome,
    amount as amount_minor,
    coalesce(upper(currency), getvariable('reporting_currency')) as currency,
    close_on,
    lower(deal_type) as deal_type,
    owner_id,
    created_on,
    modified_at,
    lead_source,
    first_touch_on,
    list_amount as list_amount_minor,
    cost as cost_minor,
    partner_id,
    territory_id,
    campaign_id,
    lower(forecast_category) as forecast_category,
    qualified_on,
    term_months,
    coalesce(is_deleted, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.attain_opportunity
