-- One row per Salesforce opportunity record, as landed.
-- feeds: opportunity
-- column opportunity_id: Id|Opportunity ID salesforce_id required
-- column account_id: AccountId|account_id|Account ID|Account Name salesforce_id
-- column name: Name|Opportunity Name text
-- column stage: StageName|stage_name|Stage text required
-- column outcome: StageName|stage_name|Stage stage
-- column amount: Amount money(currency) required
-- column currency: CurrencyIsoCode|currency_iso_code|Amount Currency|Opportunity Currency text
-- column close_on: CloseDate|close_date|Close Date date required
-- column deal_type: Type text
-- column is_closed: IsClosed|is_closed|Closed boolean
-- column is_won: IsWon|is_won|Won boolean
-- column owner_id: OwnerId|owner_id|Opportunity Owner ID|Owner ID|Opportunity Owner salesforce_id required
-- column created_on: CreatedDate|created_date|Created Date date
-- column modified_at: LastModifiedDate|last_modified_date|SystemModstamp|Last Modified Date timestamp
-- column lead_source: LeadSource|lead_source|Lead Source text
-- column first_touch_on: First_Touch_Date__c|first_touch_date_c|First Touch Date date
-- column list_amount: List_Amount__c|list_amount_c|List Amount money(currency)
-- column cost: Cost__c|cost_c|Cost money(currency)
-- column partner_id: PartnerAccountId|partner_account_id|Partner_Account__c|partner_account_c|Partner Account salesforce_id
-- column territory_id: Territory2Id|territory_2_id|Territory salesforce_id
-- column campaign_id: CampaignId|campaign_id|Primary Campaign Source ID|Primary Campaign Source salesforce_id
-- column forecast_category: ForecastCategoryName|forecast_category_name|ForecastCategory|forecast_category|Forecast Category text
-- column qualified_on: Qualified_Date__c|qualified_date_c|Qualified Date date
-- column term_months: Term_Months__c|term_months_c|Term (Months) number
-- column is_deleted: IsDeleted|is_deleted|Deleted boolean
-- column is_removed: _fivetran_deleted boolean
-- column is_current: _fivetran_active boolean
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
    list_amount as list_amount_minor,
    cost as cost_minor,
    partner_id,
    territory_id,
    campaign_id,
    lower(forecast_category) as forecast_category,
    qualified_on,
    term_months,
    -- Where a replication service keeps every version of a record, all but the last are no records any more.
    coalesce(is_deleted, false) or coalesce(is_removed, false) or not coalesce(is_current, true) as is_deleted,
    attributes,
    _file,
    _row
from raw.salesforce_opportunity
