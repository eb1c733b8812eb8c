-- One row per line of a NetSuite transaction and accounting book, as landed: what is booked where.
-- column transaction_id: transaction text required
-- column line_id: transactionline text required
-- column book_id: accountingbook text
-- column is_removed: _fivetran_deleted boolean
-- column account_id: account text
-- column amount: amount number
-- column is_posted: posting boolean required
select
    transaction_id,
    line_id,
    book_id,
    account_id,
    -- In major units of the book's currency; a credit is below zero.
    amount,
    is_posted,
    coalesce(is_removed, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.netsuite_transaction_accounting_line
