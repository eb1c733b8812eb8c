-- One row per Stripe product, as landed.
-- feeds: product
-- column product_id: id text required
-- column is_deleted: deleted|is_deleted boolean
-- column name: name text
-- column family: metadata.family text
select
    product_id,
    name,
    family,
    coalesce(is_deleted, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.stripe_product
