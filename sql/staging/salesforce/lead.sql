-- One row per Salesforce lead record, as landed.
-- feeds: lead
-- column lead_id: Id salesforce_id required
-- column is_deleted: IsDeleted boolean
-- column owner_id: OwnerId salesforce_id
-- column status: Status text
-- column created_on: CreatedDate date
-- column qualified_on: MQL_Date__c date
-- column is_converted: IsConverted boolean
-- column converted_on: ConvertedDate date
-- column opportunity_id: ConvertedOpportunityId salesforce_id
-- column lead_source: LeadSource text
select
    lead_id,
    owner_id,
    status,
    created_on,
    qualified_on,
    converted_on,
    opportunity_id,
    lead_source,
    coalesce(is_deleted, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.salesforce_lead
