-- One row per account record in our own shape, as landed.
-- column account_id: account_id text required
-- column name: name text
-- column participant_id: participant text
-- column customer_success_manager_id: customer_success_manager text
-- column currency: currency text
-- column created_on: created_on date
select
    account_id,
    name,
    participant_id,
    customer_success_manager_id,
    upper(currency) as currency,
    created_on,
    attributes,
    _file,
    _row
from raw.attain_account
