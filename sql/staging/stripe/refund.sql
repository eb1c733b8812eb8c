-- One row per Stripe refund, as landed.
-- column refund_id: id text required
-- column charge_id: charge.id|charge|charge_id text required
-- column currency: currency text required
-- column refunded_on: created date required
-- column amount: amount stripe_amount(currency) required
-- column status: status text
select
    refund_id,
    charge_id,
    upper(currency) as currency,
    refunded_on,
    amount as amount_minor,
    coalesce(lower(status), 'succeeded') as status,
    attributes,
    _file,
    _row
from raw.stripe_refund
