-- One row per invoice record in our own shape, as landed.
-- feeds: invoice
-- column invoice_id: invoice_id text required
-- column account_id: account_id salesforce_id
-- column currency: currency text
-- column invoiced_on: invoiced_on date required
-- column amount: amount money(currency) required
-- column status: status text
-- column due_on: due_on date
-- column paid_on: paid_on date
-- column tax: tax money(currency)
-- column product_id: product|product_id text
-- column opportunity_id: opportunity_id salesforce_id
-- column subscription_id: subscription_id text
-- column corrected_on: corrected_on date
-- column is_deleted: is_deleted boolean
select
    invoice_id,
    account_id,
    coalesce(upper(currency), getvariable('reporting_currency')) as currency,
    invoiced_on,
    -- Net of tax: what is revenue.
    amount as total_minor,
    coalesce(lower(status), 'open') as status,
    due_on,
    paid_on,
    tax as tax_minor,
    product_id,
    opportunity_id,
    subscription_id,
    -- The day it was re-issued or credited because it was wrong.
    corrected_on,
    coalesce(is_deleted, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.attain_invoice
