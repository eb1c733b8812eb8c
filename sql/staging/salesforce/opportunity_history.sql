-- One row per Salesforce opportunity history record, as landed.
-- feeds: opportunity_change
-- column change_id: Id salesforce_id required
-- column is_deleted: IsDeleted boolean
-- column opportunity_id: OpportunityId salesforce_id required
-- column stage: StageName text
-- column outcome: StageName stage
-- column amount: Amount number
-- column currency: CurrencyIsoCode text
-- column close_on: CloseDate date
-- column changed_at: CreatedDate timestamp required
select
    change_id,
    opportunity_id,
    stage,
    outcome,
    -- In major units: a history without currencies is in those of the deals.
    amount,
    upper(currency) as currency,
    close_on,
    changed_at,
    coalesce(is_deleted, false) as is_deleted,
    _file,
    _row
from raw.salesforce_opportunity_history
