-- One row per version of a subscription in our own shape, as landed: its monthly amount from a day on.
-- column subscription_id: subscription_id text required
-- column account_id: account_id text required
-- column effective_on: effective_on date required
-- column mrr: mrr money(currency) required
-- column currency: currency text
select
    subscription_id,
    account_id,
    effective_on,
    mrr as mrr_minor,
    coalesce(upper(currency), getvariable('reporting_currency')) as currency,
    _file,
    _row
from raw.attain_subscription
