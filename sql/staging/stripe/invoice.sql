-- One row per Stripe invoice, as landed.
-- feeds: invoice
-- column invoice_id: id text required
-- column customer_id: customer text
-- column account_id: metadata.account_id salesforce_id
-- column currency: currency text required
-- column invoiced_on: created date required
-- column status: status text required
-- column total: total number required
select
    invoice_id,
    coalesce(account_id, customer_id) as account_id,
    upper(currency) as currency,
    invoiced_on,
    status,
    -- Stripe's amounts are minor units already.
    cast(total as bigint) as total_minor,
    _file,
    _row
from raw.stripe_invoice
