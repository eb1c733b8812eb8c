-- One row per product user in our own shape, as landed.
-- feeds: product_user
-- column user_id: user_id text required
-- column account_id: account_id salesforce_id
-- column signed_up_on: signed_up_on date required
-- column product_id: product|product_id text
-- column is_deleted: is_deleted boolean
select
    user_id,
    account_id,
    signed_up_on,
    product_id,
    coalesce(is_deleted, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.attain_product_user
