-- One row per response to a campaign in our own shape, as landed.
-- feeds: campaign_response
-- column response_id: response_id text
-- column campaign_id: campaign_id|campaign salesforce_id required
-- column lead_id: lead_id salesforce_id
-- column opportunity_id: opportunity_id salesforce_id
-- column account_id: account_id salesforce_id
-- column responded_on: responded_on date required
-- column is_deleted: is_deleted boolean
select
    response_id,
    campaign_id,
    lead_id,
    opportunity_id,
    account_id,
    responded_on,
    coalesce(is_deleted, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.attain_campaign_response
