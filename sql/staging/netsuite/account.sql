-- One row per NetSuite ledger account, as landed.
-- column account_id: id text required
-- column name: accountsearchdisplayname|fullname|name text
-- column type: accttype text required
select
    account_id,
    name,
    lower(type) as type,
    attributes,
    _file,
    _row
from raw.netsuite_account
