-- One row per QuickBooks ledger account, as landed.
-- column ledger_account_id: Id text required
-- column name: FullyQualifiedName|fully_qualified_name|Name text
-- column type: AccountType|account_type text
select
    ledger_account_id,
    name,
    lower(type) as type,
    attributes,
    _file,
    _row
from raw.quickbooks_account
