-- One row per document a QuickBooks payment pays or uses, where they are in a table of their own.
-- column payment_id: payment_id text required
-- column invoice_id: invoice_id text required
-- column amount: amount number required
-- column number: index text
select
    payment_id,
    invoice_id,
    -- In major units of the payment's currency.
    amount,
    -- Its place in the document: without one, every record is a line of its own.
    coalesce(number, _file || ':' || _row) as number,
    attributes,
    _file,
    _row
from raw.quickbooks_payment_line
