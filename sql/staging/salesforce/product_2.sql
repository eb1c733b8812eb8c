-- One row per Salesforce product record, as landed.
-- feeds: product
-- column product_id: Id|Product ID|Product Name salesforce_id required
-- column name: Name|Product Name text
-- column family: Family|Product Family text
-- column is_deleted: IsDeleted|is_deleted boolean
-- column is_removed: _fivetran_deleted boolean
-- column is_current: _fivetran_active boolean
select
    product_id,
    name,
    family,
    coalesce(is_deleted, false) or coalesce(is_removed, false) or not coalesce(is_current, true) as is_deleted,
    attributes,
    _file,
    _row
from raw.salesforce_product_2
