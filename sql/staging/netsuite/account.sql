-- One row per NetSuite ledger account, as landed.
-- column account_id: id text required
-- column name: accountsearchdisplayname|fullname|name text
-- column type: accttype text required
-- column is_current: _fivetran_active boolean
select
    account_id,
    name,
    lower(type) as type,
    coalesce(is_current, true) as is_current,
    attributes,
    _file,
    _row
from raw.netsuite_account
