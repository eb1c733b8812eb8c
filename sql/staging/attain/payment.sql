-- One row per payment record in our own shape, as landed.
-- feeds: payment
-- column payment_id: payment_id text required
-- column invoice_id: invoice_id text
-- column account_id: account_id salesforce_id
-- column amount: amount money(currency) required
-- column currency: currency text
-- column paid_on: paid_on date required
-- column status: status text
-- column is_deleted: is_deleted boolean
select
    payment_id,
    invoice_id,
    account_id,
    amount as amount_minor,
    coalesce(upper(currency), getvariable('reporting_currency')) as currency,
    paid_on,
    coalesce(lower(status), 'succeeded') as status,
    coalesce(is_deleted, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.attain_payment
