-- One row per Salesforce opportunity record, as landed.
-- feeds: opportunity
-- column opportunity_id: Id salesforce_id required
-- column is_deleted: IsDeleted boolean
-- column account_id: AccountId salesforce_id
-- column name: Name text
-- column stage: StageName text required
-- column outcome: StageName stage
-- column amount: Amount money(currency) required
-- column currency: CurrencyIsoCode text
-- column close_on: CloseDate date required
-- column deal_type: Type text
-- column is_closed: IsClosed boolean
-- column is_won: IsWon boolean
-- column owner_id: OwnerId salesforce_id required
-- column created_on: CreatedDate date
-- column modified_at: LastModifiedDate timestamp
-- column lead_source: LeadSource text
-- column first_touch_on: First_Touch_Date__c date
select
    opportunity_id,
    account_id,
    name,
    stage,
    -- The company's own mapping of stages goes before what the record says of itself.
    coalesce(outcome, case when is_won then 'won' when is_closed then 'lost' when not is_closed then 'open' end) as outcome,
    amount as amount_minor,
    coalesce(upper(currency), getvariable('reporting_currency')) as currency,
    close_on,
    case lower(deal_type)
        when 'new business' then 'new'
        when 'new' then 'new'
        when 'existing business' then 'expansion'
        when 'expansion' then 'expansion'
        when 'renewal' then 'renewal'
        else lower(deal_type)
    end as deal_type,
    owner_id,
    created_on,
    modified_at,
    lead_source,
    first_touch_on,
    coalesce(is_deleted, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.salesforce_opportunity
