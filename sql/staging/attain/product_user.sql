-- One row per product user in our own shape, as landed.
-- column user_id: user_id text required
-- column account_id: account_id salesforce_id
-- column signed_up_on: signed_up_on date required
select
    user_id,
    account_id,
    signed_up_on,
    _file,
    _row
from raw.attain_product_user
