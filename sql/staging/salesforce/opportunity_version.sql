-- One row per version of a Salesforce opportunity, as a replication service keeps them: its opportunity_history, with a
-- start and an end.
-- feeds: opportunity_change
-- column opportunity_id: id salesforce_id required
-- column stage: stage_name text
-- column outcome: stage_name stage
-- column is_closed: is_closed boolean
-- column is_won: is_won boolean
-- column amount: amount number
-- column currency: currency_iso_code text
-- column close_on: close_date date
-- column changed_at: _fivetran_start timestamp required
-- column is_deleted: is_deleted boolean
select
    opportunity_id || '|' || cast(changed_at as varchar) as change_id,
    opportunity_id,
    stage,
    coalesce(outcome, case when is_won then 'won' when is_closed then 'lost' when not is_closed then 'open' end) as outcome,
    -- In major units: a history without currencies is in those of the deals.
    amount,
    upper(currency) as currency,
    close_on,
    changed_at,
    coalesce(is_deleted, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.salesforce_opportunity_version
