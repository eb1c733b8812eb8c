-- One row per Salesforce lead record, as landed.
-- feeds: lead
-- column lead_id: Id|Lead ID salesforce_id required
-- column owner_id: OwnerId|owner_id|Lead Owner salesforce_id
-- column status: Status|Lead Status text
-- column created_on: CreatedDate|created_date|Create Date|Created Date date
-- column qualified_on: MQL_Date__c|mql_date_c|MQL Date date
-- column accepted_on: SAL_Date__c|sal_date_c|SAL Date date
-- column is_converted: IsConverted|is_converted|Converted boolean
-- column converted_on: ConvertedDate|converted_date|Converted Date date
-- column opportunity_id: ConvertedOpportunityId|converted_opportunity_id|Converted Opportunity ID salesforce_id
-- column account_id: ConvertedAccountId|converted_account_id|Converted Account ID salesforce_id
-- column campaign_id: Campaign__c|campaign_c|pi_campaign_c|Campaign salesforce_id
-- column lead_source: LeadSource|lead_source|Lead Source text
-- column is_deleted: IsDeleted|is_deleted boolean
-- column is_removed: _fivetran_deleted boolean
-- column is_current: _fivetran_active boolean
select
    lead_id,
    owner_id,
    status,
    created_on,
    qualified_on,
    -- Some forms of export write a day for what was never converted.
    case when coalesce(is_converted, true) then converted_on end as converted_on,
    opportunity_id,
    lead_source,
    campaign_id,
    account_id,
    accepted_on is not null or coalesce(is_converted, false) as is_accepted,
    accepted_on,
    coalesce(is_deleted, false) or coalesce(is_removed, false) or not coalesce(is_current, true) as is_deleted,
    attributes,
    _file,
    _row
from raw.salesforce_lead
