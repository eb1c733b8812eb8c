-- One row per Dynamics territory, as landed.
-- feeds: territory
-- column territory_id: territoryid|(Do Not Modify) Territory|Territory Name guid required
-- column name: name|Territory Name text
-- column parent_id: _parentterritoryid_value|parentterritoryid|Parent Territory guid
-- column is_deleted: IsDelete boolean
-- column is_removed: _fivetran_deleted boolean
select
    territory_id,
    name,
    parent_id,
    coalesce(is_deleted, false) or coalesce(is_removed, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.dynamics_territory
