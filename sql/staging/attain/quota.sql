-- One row per target record in our own shape, as landed: a participant's quota of a metric for a month.
-- column participant_id: participant text required
-- column metric: metric text
-- column currency: currency text
-- column month: month date required
-- column quota: quota money(currency) required
select
    participant_id,
    coalesce(lower(metric), 'bookings') as metric,
    coalesce(upper(currency), getvariable('reporting_currency')) as currency,
    cast(date_trunc('month', month) as date) as month,
    quota as quota_minor,
    _file,
    _row
from raw.attain_quota
