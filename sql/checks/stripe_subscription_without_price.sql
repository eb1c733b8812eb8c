-- One row per Stripe subscription whose items are in a table of their own and have no price, interval or quantity that can be read.
-- title: Every Stripe subscription has a price
-- severity: leave_out
-- owner: finance
select
    subscription_id as record,
    'subscription ' || subscription_id || ' is active and has no price a month: an item, its price or its interval is missing or cannot be read; it counts nowhere' as message,
    null::bigint as amount_minor,
    null::varchar as currency,
    _file,
    _row
from core.stripe_subscription
where mrr_minor is null
