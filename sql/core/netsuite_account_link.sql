-- One row per NetSuite customer whose external id names an account: which account it is.
-- feeds: account_link
select
    account_id,
    'netsuite' as system,
    customer_id as external_id,
    attributes,
    _file,
    _row
from staging.netsuite_customer
where account_id is not null and not is_deleted
