-- One row per change of an opportunity, as landed: what it was from an instant on.
-- feeds: opportunity_change
-- column change_id: change_id text
-- column opportunity_id: opportunity_id salesforce_id required
-- column stage: stage text
-- column mapped: stage stage
-- column outcome: outcome text
-- column amount: amount number
-- column currency: currency text
-- column close_on: close_on date
-- column changed_at: changed_at timestamp required
-- column is_deleted: is_deleted boolean
select
    change_id,
    opportunity_id,
    coalesce(stage, outcome) as stage,
    coalesce(mapped, case when lower(outcome) in ('won', 'lost', 'open') then lower(outcome) end) as outcome,
    -- In major units: a change without a currency is in that of the deal.
    amount,
    upper(currency) as currency,
    close_on,
    changed_at,
    coalesce(is_deleted, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.attain_opportunity_change
