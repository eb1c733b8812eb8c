-- One row per QuickBooks customer whose mapping names no account: it is an account of its own.
-- feeds: account
select
    customer_id as account_id,
    name,
    currency,
    country,
    created_on,
    parent_account_id,
    is_deleted,
    attributes,
    _file,
    _row
from staging.quickbooks_customer
where account_id is null
