-- One row per NetSuite item, as landed.
-- feeds: product
-- column product_id: id text required
-- column full_name: fullname|itemid text
-- column family: class text
select
    product_id,
    full_name as name,
    family,
    attributes,
    _file,
    _row
from raw.netsuite_item
