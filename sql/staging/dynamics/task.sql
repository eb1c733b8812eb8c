-- One row per Dynamics task, as landed.
-- feeds: activity
-- column activity_id: activityid|(Do Not Modify) Task guid required
-- column owner_id: _ownerid_value|ownerid|Owner guid
-- column regarding_id: _regardingobjectid_value|Regarding guid
-- column regarding: _regardingobjectid_value@Microsoft.Dynamics.CRM.lookuplogicalname|regardingobjectid_entitytype text
-- column state: statecode|Activity Status|Status text
-- column reason: statuscode@OData.Community.Display.V1.FormattedValue|Status Reason text
-- column scheduled_at: scheduledstart|Start Time|Start Date timestamp
-- column started_at: actualstart|Actual Start timestamp
-- column ended_at: actualend|Actual End timestamp
-- column created_at: createdon|Created On timestamp
-- column minutes: actualdurationminutes|Duration number
-- column is_qualified: new_qualified|Qualified boolean
-- column is_deleted: IsDelete boolean
-- column is_removed: _fivetran_deleted boolean
select
    activity_id,
    'task' as kind,
    owner_id,
    case when regarding = 'account' then regarding_id end as account_id,
    case when regarding = 'opportunity' then regarding_id end as opportunity_id,
    case when regarding = 'lead' then regarding_id end as lead_id,
    coalesce(ended_at, started_at, scheduled_at, created_at) as occurred_at,
    case
        when lower(state) in ('2', 'canceled', 'cancelled') then 'cancelled'
        when lower(state) in ('0', '3', 'open', 'scheduled') then 'open'
        when lower(reason) not in ('completed', 'made', 'sent', 'received') then replace(lower(reason), ' ', '_')
        when lower(reason) <> 'completed' then lower(reason)
        when false then 'held'
    end as outcome,
    is_qualified,
    minutes as duration_minutes,
    coalesce(is_deleted, false) or coalesce(is_removed, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.dynamics_task
