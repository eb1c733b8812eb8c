-- One row per QuickBooks customer whose mapping names an account: which account it is.
-- feeds: account_link
select
    account_id,
    'quickbooks' as system,
    customer_id as external_id,
    attributes,
    _file,
    _row
from staging.quickbooks_customer
where account_id is not null and not is_deleted
