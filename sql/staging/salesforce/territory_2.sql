-- One row per Salesforce territory, as landed.
-- feeds: territory
-- column territory_id: Id|Territory ID|Territory Label salesforce_id required
-- column name: Name|Label|Territory Label text
-- column parent_id: ParentTerritory2Id|parent_territory_2_id|Parent Territory salesforce_id
-- column is_deleted: _fivetran_deleted boolean
select
    territory_id,
    name,
    parent_id,
    coalesce(is_deleted, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.salesforce_territory_2
