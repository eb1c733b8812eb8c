-- One row per Salesforce opportunity history record, as landed: what a deal was from an instant on.
-- feeds: opportunity_change
-- column change_id: Id text required
-- column opportunity_id: OpportunityId|opportunity_id|Opportunity ID salesforce_id required
-- column stage: StageName|stage_name|Stage|To Stage text
-- column outcome: StageName|stage_name|Stage|To Stage stage
-- column amount: Amount number
-- column currency: CurrencyIsoCode|currency_iso_code|Amount Currency text
-- column close_on: CloseDate|close_date|Close Date date
-- column changed_at: CreatedDate|created_date|Last Modified timestamp required
-- column is_deleted: IsDeleted|is_deleted boolean
-- column is_removed: _fivetran_deleted boolean
select
    change_id,
    opportunity_id,
    stage,
    outcome,
    -- In major units: a history without currencies is in those of the deals. PrevAmount and PrevCloseDate are not read:
    -- they are empty in what was written before 2020, and say no more than the record before.
    amount,
    upper(currency) as currency,
    close_on,
    changed_at,
    coalesce(is_deleted, false) or coalesce(is_removed, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.salesforce_opportunity_history
