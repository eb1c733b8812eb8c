-- One row per target record, as landed: a quota of a metric for a month, a participant's or a territory's.
-- feeds: target
-- column owner_id: participant text
-- column territory_id: territory|territory_id text
-- column metric: metric text
-- column currency: currency text
-- column month: month date required
-- column quota: quota money(currency) required
select
    owner_id,
    territory_id,
    coalesce(lower(metric), 'bookings') as metric,
    coalesce(upper(currency), getvariable('reporting_currency')) as currency,
    cast(date_trunc('month', month) as date) as month,
    quota as quota_minor,
    attributes,
    _file,
    _row
from raw.attain_quota
