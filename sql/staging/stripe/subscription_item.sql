-- One row per item of a Stripe subscription, as landed: how many of which price.
-- column item_id: id text required
-- column subscription_id: subscription_id|subscription text required
-- column price_id: plan_id|price_id|price.id|plan.id text required
-- column quantity: quantity text
select
    item_id,
    subscription_id,
    price_id,
    quantity,
    attributes,
    _file,
    _row
from raw.stripe_subscription_item
