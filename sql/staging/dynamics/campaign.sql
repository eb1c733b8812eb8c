-- One row per Dynamics campaign, as landed.
-- feeds: campaign
-- column campaign_id: campaignid|(Do Not Modify) Campaign guid required
-- column name: name|Name text
-- column kind: typecode@OData.Community.Display.V1.FormattedValue|Campaign Type text
-- column owner_id: _ownerid_value|ownerid|Owner guid
-- column actual_first: actualstart|Actual Start Date date
-- column actual_last: actualend|Actual End Date date
-- column proposed_first: proposedstart|Proposed Start Date date
-- column proposed_last: proposedend|Proposed End Date date
-- column is_deleted: IsDelete boolean
-- column is_removed: _fivetran_deleted boolean
select
    campaign_id,
    name,
    replace(lower(kind), ' ', '_') as kind,
    owner_id,
    coalesce(actual_first, proposed_first) as first_day,
    coalesce(actual_last, proposed_last) as last_day,
    coalesce(is_deleted, false) or coalesce(is_removed, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.dynamics_campaign
