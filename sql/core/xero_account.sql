-- One row per Xero contact that is not only a supplier and whose contact number names no account: it is an account of its own.
-- feeds: account
select
    contact_id as account_id,
    name,
    currency,
    country,
    is_deleted,
    attributes,
    _file,
    _row
from staging.xero_contact
where account_id is null and not is_supplier_only
