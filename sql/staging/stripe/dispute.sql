-- One row per Stripe dispute, as landed.
-- column dispute_id: id text required
-- column charge_id: charge.id|charge|charge_id text required
-- column currency: currency text required
-- column disputed_on: created date required
-- column amount: amount stripe_amount(currency) required
-- column status: status text required
select
    dispute_id,
    charge_id,
    upper(currency) as currency,
    disputed_on,
    amount as amount_minor,
    lower(status) as status,
    attributes,
    _file,
    _row
from raw.stripe_dispute
