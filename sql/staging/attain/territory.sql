-- One row per territory record in our own shape, as landed.
-- feeds: territory
-- column territory_id: territory|territory_id text required
-- column name: name text
-- column parent_id: parent|parent_id text
-- column is_deleted: is_deleted boolean
select
    territory_id,
    name,
    parent_id,
    coalesce(is_deleted, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.attain_territory
