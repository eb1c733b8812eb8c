-- One row per Stripe invoice, as landed.
-- feeds: invoice
-- column invoice_id: id text required
-- column is_deleted: deleted|is_deleted boolean
-- column customer_id: customer.id|customer|customer_id text
-- column account_id: metadata.account_id salesforce_id
-- column currency: currency text required
-- column invoiced_on: created|date|period_end date required
-- column status: status text required
-- column due_on: due_date date
-- column paid_on: status_transitions.paid_at|status_transitions_paid_at date
-- column total: total stripe_amount(currency) required
-- column total_excluding_tax: total_excluding_tax stripe_amount(currency)
-- column tax: tax stripe_amount(currency)
-- column subscription_id: subscription.id|parent.subscription_details.subscription|subscription|subscription_id text
-- column opportunity_id: metadata.opportunity_id salesforce_id
-- column product_id: metadata.product_id text
-- column corrected_on: metadata.corrected_on date
select
    invoice_id,
    coalesce(account_id, customer_id) as account_id,
    upper(currency) as currency,
    invoiced_on,
    -- Net of tax: what is revenue.
    coalesce(total_excluding_tax, total - coalesce(tax, 0)) as total_minor,
    coalesce(tax, total - total_excluding_tax) as tax_minor,
    -- What was deleted was a draft, of which nothing is left but its id.
    case when is_deleted then 'void' else lower(status) end as status,
    due_on,
    paid_on,
    subscription_id,
    opportunity_id,
    product_id,
    corrected_on,
    coalesce(is_deleted, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.stripe_invoice
