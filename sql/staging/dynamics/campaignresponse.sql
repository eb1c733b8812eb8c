-- One row per Dynamics campaign response, as landed.
-- feeds: campaign_response
-- column response_id: activityid|(Do Not Modify) Campaign Response guid
-- column campaign_id: _regardingobjectid_value|regardingobjectid|Parent Campaign guid required
-- column received_on: receivedon|Received On date
-- column created_on: createdon|Created On date
-- column lead_id: new_leadid|Lead guid
-- column account_id: new_accountid|Account guid
-- column is_deleted: IsDelete boolean
-- column is_removed: _fivetran_deleted boolean
select
    response_id,
    campaign_id,
    lead_id,
    account_id,
    coalesce(received_on, created_on) as responded_on,
    coalesce(is_deleted, false) or coalesce(is_removed, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.dynamics_campaignresponse
