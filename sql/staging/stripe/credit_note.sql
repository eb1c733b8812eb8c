-- One row per Stripe credit note, as landed.
-- feeds: credit_note
-- column credit_note_id: id text required
-- column invoice_id: invoice.id|invoice|invoice_id text
-- column customer_id: customer.id|customer|customer_id text
-- column account_id: metadata.account_id salesforce_id
-- column currency: currency text required
-- column credited_on: created date required
-- column total: total|amount stripe_amount(currency) required
-- column subtotal: subtotal stripe_amount(currency)
-- column discount: discount_amount stripe_amount(currency)
-- column total_excluding_tax: total_excluding_tax stripe_amount(currency)
-- column status: status text
-- column reason: reason text
select
    credit_note_id,
    invoice_id,
    coalesce(account_id, customer_id) as account_id,
    -- Net of tax, as invoices are: the subtotal is before tax and before the discount.
    coalesce(total_excluding_tax, subtotal - coalesce(discount, 0), total) as amount_minor,
    upper(currency) as currency,
    credited_on,
    coalesce(lower(status), 'issued') as status,
    reason,
    attributes,
    _file,
    _row
from raw.stripe_credit_note
