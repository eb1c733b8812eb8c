-- One row per Stripe plan, as landed: what one of a product costs every so many intervals.
-- column plan_id: id text required
-- column product_id: product|product_id text
-- column currency: currency text
-- column kind: type text
-- column amount: amount text
-- column amount_decimal: amount_decimal text
-- column interval: interval text
-- column interval_count: interval_count text
-- column usage: usage_type text
select
    plan_id,
    product_id,
    upper(currency) as currency,
    kind,
    -- A part of a cent has no whole number beside it.
    coalesce(amount, amount_decimal) as amount,
    "interval",
    interval_count,
    usage,
    attributes,
    _file,
    _row
from raw.stripe_plan
