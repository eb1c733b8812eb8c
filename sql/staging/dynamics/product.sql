-- One row per Dynamics product, as landed.
-- feeds: product
-- column product_id: productid|(Do Not Modify) Product guid required
-- column name: name|Name text
-- column family: _parentproductid_value@OData.Community.Display.V1.FormattedValue|Parent text
-- column is_deleted: IsDelete boolean
-- column is_removed: _fivetran_deleted boolean
select
    product_id,
    name,
    family,
    coalesce(is_deleted, false) or coalesce(is_removed, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.dynamics_product
