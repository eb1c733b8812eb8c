-- One row per Stripe charge, as landed.
-- column charge_id: id text required
-- column customer_id: customer.id|customer|customer_id text
-- column account_id: metadata.account_id salesforce_id
-- column invoice_id: invoice.id|invoice|invoice_id text
-- column currency: currency text required
-- column charged_on: created date required
-- column amount: amount stripe_amount(currency) required
-- column amount_refunded: amount_refunded stripe_amount(currency)
-- column status: status text
-- column is_paid: paid boolean
-- column is_captured: captured boolean
select
    charge_id,
    coalesce(account_id, customer_id) as account_id,
    invoice_id,
    upper(currency) as currency,
    charged_on,
    amount as amount_minor,
    -- It grows with every refund: what it was when it landed.
    amount_refunded as refunded_minor,
    -- What is reserved on a card and not captured is not paid.
    case when is_captured is false then 'failed' else coalesce(lower(status), case when is_paid then 'succeeded' else 'failed' end) end as status,
    attributes,
    _file,
    _row
from raw.stripe_charge
