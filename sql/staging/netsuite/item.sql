-- One row per NetSuite item, as landed.
-- feeds: product
-- column product_id: id text required
-- column full_name: fullname|itemid text
-- column family: class text
-- column is_removed: _fivetran_deleted boolean
-- column is_current: _fivetran_active boolean
select
    product_id,
    full_name as name,
    family,
    coalesce(is_removed, false) or not coalesce(is_current, true) as is_deleted,
    attributes,
    _file,
    _row
from raw.netsuite_item
