-- One row per Xero ledger account, as landed.
-- column ledger_account_id: AccountID|account_id text required
-- column code: Code text
-- column name: Name text required
-- column type: Type text
-- column class: Class text
select
    ledger_account_id,
    code,
    name,
    upper(type) as type,
    upper(class) as class,
    attributes,
    _file,
    _row
from raw.xero_account
