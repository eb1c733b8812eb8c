-- One row per Stripe price, as landed: what one of a product costs every so many intervals.
-- column price_id: id text required
-- column product_id: product|product_id text
-- column currency: currency text
-- column kind: type text
-- column unit_amount: unit_amount text
-- column unit_amount_decimal: unit_amount_decimal text
-- column interval: recurring.interval|recurring_interval text
-- column interval_count: recurring.interval_count|recurring_interval_count text
-- column usage: recurring.usage_type|recurring_usage_type text
select
    price_id,
    product_id,
    upper(currency) as currency,
    kind,
    -- A part of a cent has no whole number beside it.
    coalesce(unit_amount, unit_amount_decimal) as amount,
    "interval",
    interval_count,
    usage,
    attributes,
    _file,
    _row
from raw.stripe_price
