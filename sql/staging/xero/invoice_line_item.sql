-- One row per line of a Xero invoice, where they are in a table of their own.
-- column invoice_id: invoice_id text required
-- column line_id: line_item_id text required
-- column amount: line_amount number
-- column tax: tax_amount number
-- column account_code: account_code text
-- column item_code: item_code text
select
    invoice_id,
    line_id,
    -- In major units of the invoice's currency.
    amount,
    tax,
    account_code,
    item_code,
    attributes,
    _file,
    _row
from raw.xero_invoice_line_item
