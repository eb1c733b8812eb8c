-- One row per Xero item, as landed.
-- feeds: product
-- column product_id: Code text required
-- column name: Name text
select
    product_id,
    name,
    attributes,
    _file,
    _row
from raw.xero_item
