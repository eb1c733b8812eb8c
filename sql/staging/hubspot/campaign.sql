-- One row per HubSpot marketing campaign, as landed.
-- feeds: campaign
-- column campaign_id: id text required
-- column name: properties.hs_name|property_hs_name|Campaign name text
-- column kind: properties.hs_campaign_type|property_hs_campaign_type text
-- column owner_id: properties.hs_owner|property_hs_owner|Campaign owner text
-- column first_day: properties.hs_start_date|property_hs_start_date|Start date date
-- column last_day: properties.hs_end_date|property_hs_end_date|End date date
-- column is_deleted: archived|is_deleted boolean
-- column is_removed: _fivetran_deleted boolean
select
    campaign_id,
    name,
    replace(lower(kind), ' ', '_') as kind,
    owner_id,
    first_day,
    last_day,
    coalesce(is_deleted, false) or coalesce(is_removed, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.hubspot_campaign
