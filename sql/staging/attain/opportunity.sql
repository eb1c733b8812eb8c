-- One row per opportunity record in our own shape, as landed.
-- column opportunity_id: opportunity_id text required
-- column account_id: account_id text
-- column name: name text
-- column stage: stage text
-- column mapped: stage stage
-- column outcome: outcome text
-- column amount: amount money(currency)
-- column currency: currency text
-- column close_on: close_on date
-- column deal_type: deal_type text
-- column participant_id: participant text
-- column created_on: created_on date
-- column modified_at: modified_at timestamp
-- column lead_source: lead_source text
-- column first_touch_on: first_touch_on date
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
    participant_id,
    created_on,
    modified_at,
    lead_source,
    first_touch_on,
    attributes,
    _file,
    _row
from raw.attain_opportunity
