-- One row per Salesforce campaign member, as landed: a lead or a contact in a campaign.
-- feeds: campaign_response
-- column response_id: Id|Campaign Member ID salesforce_id
-- column campaign_id: CampaignId|campaign_id|Campaign ID salesforce_id required
-- column lead_id: LeadId|lead_id|Lead ID salesforce_id
-- column account_id: AccountId|account_id|Account ID salesforce_id
-- column opportunity_id: Opportunity__c|opportunity_c|Opportunity ID salesforce_id
-- column has_responded: HasResponded|has_responded|Responded boolean
-- column responded_on: FirstRespondedDate|first_responded_date|First Responded Date date
-- column is_deleted: IsDeleted|is_deleted boolean
-- column is_removed: _fivetran_deleted boolean
-- column is_current: _fivetran_active boolean
select
    response_id,
    campaign_id,
    lead_id,
    opportunity_id,
    account_id,
    -- Who was asked and has not answered is a member and no response: without a day it counts for none.
    case when coalesce(has_responded, true) then responded_on end as responded_on,
    coalesce(is_deleted, false) or coalesce(is_removed, false) or not coalesce(is_current, true) as is_deleted,
    attributes,
    _file,
    _row
from raw.salesforce_campaign_member
