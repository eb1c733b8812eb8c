-- One row per QuickBooks product or service, as landed.
-- feeds: product
-- column product_id: Id text required
-- column is_removed: _fivetran_deleted boolean
-- column full_name: FullyQualifiedName|fully_qualified_name|Name text
-- column kind: Type text
select
    product_id,
    full_name as name,
    kind as family,
    coalesce(is_removed, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.quickbooks_item
