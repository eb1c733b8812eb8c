-- One row per product record in our own shape, as landed.
-- feeds: product
-- column product_id: product_id text required
-- column name: name text
-- column family: family text
-- column is_deleted: is_deleted boolean
select
    product_id,
    name,
    family,
    coalesce(is_deleted, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.attain_product
