-- One row per HubSpot product, as landed.
-- feeds: product
-- column product_id: id|Record ID text required
-- column name: properties.name|property_name|Name text
-- column family: properties.hs_product_type|property_hs_product_type|Product Type text
-- column is_deleted: archived|is_deleted boolean
-- column is_removed: _fivetran_deleted boolean
select
    product_id,
    name,
    family,
    coalesce(is_deleted, false) or coalesce(is_removed, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.hubspot_product
