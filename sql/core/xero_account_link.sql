-- One row per Xero contact whose contact number names an account: which account it is.
-- feeds: account_link
select
    account_id,
    'xero' as system,
    contact_id as external_id,
    attributes,
    _file,
    _row
from staging.xero_contact
where account_id is not null and not is_deleted
