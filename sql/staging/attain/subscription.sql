-- One row per version of a subscription, as landed: its monthly amount from a day on.
-- feeds: subscription
-- column subscription_id: subscription_id text required
-- column account_id: account_id salesforce_id required
-- column effective_on: effective_on date required
-- column effective_at: effective_at timestamp
-- column mrr: mrr money(currency) required
-- column currency: currency text
-- column product_id: product|product_id text
-- column ended_on: ended_on date
select
    subscription_id,
    account_id,
    effective_on,
    -- Of several versions of one day the last stands.
    coalesce(effective_at, cast(effective_on as timestamp)) as effective_at,
    mrr as mrr_minor,
    coalesce(upper(currency), getvariable('reporting_currency')) as currency,
    product_id,
    -- From this day on it is worth nothing, whether or not a version says so.
    ended_on,
    attributes,
    _file,
    _row
from raw.attain_subscription
