-- One row per Dynamics case, as landed. core.dynamics_ticket knows when it was resolved.
-- column ticket_id: incidentid|(Do Not Modify) Case guid required
-- column account_id: _customerid_value|customerid|Customer guid
-- column owner_id: _ownerid_value|ownerid|Owner guid
-- column opened_at: createdon|Created On timestamp required
-- column first_replied_at: new_firstresponsesenton|First Response Sent On timestamp
-- column resolved_at: new_resolvedon|Resolved On timestamp
-- column status: statuscode@OData.Community.Display.V1.FormattedValue|statuscode|Status Reason text
-- column priority: prioritycode@OData.Community.Display.V1.FormattedValue|prioritycode|Priority text
-- column product_id: _productid_value|productid|Product guid
-- column due_at: resolveby|Resolve By timestamp
-- column team: _owningteam_value@OData.Community.Display.V1.FormattedValue|Owning Team text
-- column is_deleted: IsDelete boolean
-- column is_removed: _fivetran_deleted boolean
select
    ticket_id,
    account_id,
    owner_id,
    opened_at,
    first_replied_at,
    resolved_at,
    replace(lower(status), ' ', '_') as status,
    replace(lower(priority), ' ', '_') as priority,
    product_id,
    due_at,
    team,
    coalesce(is_deleted, false) or coalesce(is_removed, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.dynamics_incident
