-- One row per line of a QuickBooks purchase, where they are in a table of their own.
-- column purchase_id: purchase_id text required
-- column amount: amount number required
-- column ledger_account_id: account_expense_account_id text
-- column item_id: item_expense_item_id text
-- column number: index text
select
    purchase_id,
    -- In major units of the document's currency.
    amount,
    ledger_account_id,
    item_id,
    -- Its place in the document: without one, every record is a line of its own.
    coalesce(number, _file || ':' || _row) as number,
    attributes,
    _file,
    _row
from raw.quickbooks_purchase_line
