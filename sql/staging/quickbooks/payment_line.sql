-- One row per document a QuickBooks payment pays or uses, where they are in a table of their own.
-- column payment_id: payment_id text required
-- column invoice_id: invoice_id text required
-- column amount: amount number required
select
    payment_id,
    invoice_id,
    -- In major units of the payment's currency.
    amount,
    attributes,
    _file,
    _row
from raw.quickbooks_payment_line
