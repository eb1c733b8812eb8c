-- One row per lead record in our own shape, as landed.
-- feeds: lead
-- column lead_id: lead_id salesforce_id required
-- column owner_id: participant|owner text
-- column status: status text
-- column created_on: created_on date
-- column qualified_on: qualified_on date
-- column converted_on: converted_on date
-- column opportunity_id: opportunity_id salesforce_id
-- column lead_source: lead_source text
-- column campaign_id: campaign|campaign_id salesforce_id
-- column account_id: account_id salesforce_id
-- column is_accepted: is_accepted boolean
-- column accepted_on: accepted_on date
-- column is_deleted: is_deleted boolean
select
    lead_id,
    owner_id,
    status,
    created_on,
    qualified_on,
    converted_on,
    opportunity_id,
    lead_source,
    campaign_id,
    account_id,
    coalesce(is_accepted, accepted_on is not null) as is_accepted,
    accepted_on,
    coalesce(is_deleted, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.attain_lead
