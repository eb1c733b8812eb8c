-- One row per invoice record in our own shape, as landed.
-- column invoice_id: invoice_id text required
-- column account_id: account_id text
-- column currency: currency text
-- column invoiced_on: invoiced_on date required
-- column amount: amount money(currency) required
select
    invoice_id,
    account_id,
    coalesce(upper(currency), getvariable('reporting_currency')) as currency,
    invoiced_on,
    amount as total_minor,
    _file,
    _row
from raw.attain_invoice
