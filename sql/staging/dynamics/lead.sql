-- One row per Dynamics lead, as landed. core.dynamics_lead knows the opportunity it became.
-- column lead_id: leadid|(Do Not Modify) Lead guid required
-- column owner_id: _ownerid_value|ownerid|Owner guid
-- column status: statuscode@OData.Community.Display.V1.FormattedValue|statuscode|Status Reason text
-- column state: statecode|Status text
-- column created_on: createdon|Created On date
-- column qualified_on: new_qualifiedon|Qualified On date
-- column accepted_on: new_acceptedon|Accepted On date
-- column opportunity_id: _qualifyingopportunityid_value|qualifyingopportunityid guid
-- column account_id: _parentaccountid_value|_accountid_value|Parent Account for lead guid
-- column lead_source: leadsourcecode@OData.Community.Display.V1.FormattedValue|Lead Source text
-- column campaign_id: _campaignid_value|campaignid|Source Campaign guid
-- column is_deleted: IsDelete boolean
-- column is_removed: _fivetran_deleted boolean
select
    lead_id,
    owner_id,
    status,
    -- A lead Dynamics calls qualified has been accepted by sales: an opportunity was made of it.
    lower(state) in ('1', 'qualified') as is_qualified,
    created_on,
    qualified_on,
    accepted_on,
    opportunity_id,
    account_id,
    lead_source,
    campaign_id,
    coalesce(is_deleted, false) or coalesce(is_removed, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.dynamics_lead
