-- One row per target record, as landed: a quota of a metric for a month or a period of the calendar, a participant's or a territory's.
-- feeds: target
-- column owner_id: participant text
-- column territory_id: territory|territory_id text
-- column metric: metric text
-- column currency: currency text
-- column month: month date
-- column period: period text
-- column quota: quota money(currency) required
select
    owner_id,
    territory_id,
    coalesce(lower(metric), 'bookings') as metric,
    coalesce(upper(currency), getvariable('reporting_currency')) as currency,
    cast(date_trunc('month', month) as date) as month,
    -- The calendar's label: 2026-Q1, or 2026-P03 where months are weeks.
    period,
    quota as quota_minor,
    attributes,
    _file,
    _row
from raw.attain_quota
