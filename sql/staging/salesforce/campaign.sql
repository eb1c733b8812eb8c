-- One row per Salesforce campaign record, as landed.
-- feeds: campaign
-- column campaign_id: Id|Campaign ID salesforce_id required
-- column name: Name|Campaign Name text
-- column kind: Type|Campaign Type text
-- column owner_id: OwnerId|owner_id|Campaign Owner salesforce_id
-- column first_day: StartDate|start_date|Start Date date
-- column last_day: EndDate|end_date|End Date date
-- column is_deleted: IsDeleted|is_deleted boolean
-- column is_removed: _fivetran_deleted boolean
-- column is_current: _fivetran_active boolean
select
    campaign_id,
    name,
    replace(lower(kind), ' ', '_') as kind,
    owner_id,
    first_day,
    last_day,
    coalesce(is_deleted, false) or coalesce(is_removed, false) or not coalesce(is_current, true) as is_deleted,
    attributes,
    _file,
    _row
from raw.salesforce_campaign
