-- One row per target record, as landed: a quota of a metric for a month or a period of the calendar, a participant's or a territory's.
-- feeds: target
-- column owner_id: participant text
-- column territory_id: territory|territory_id text
-- column metric: metric text
-- column currency: currency text
-- column month: month date
-- column period: period text
-- column quota: quota money(currency) required
-- column part_of: part_of text
-- column share: share number
-- column over_assigned: over_assigned number
select
    owner_id,
    territory_id,
    coalesce(lower(metric), 'bookings') as metric,
    coalesce(upper(currency), getvariable('reporting_currency')) as currency,
    cast(date_trunc('month', month) as date) as month,
    -- The calendar's label: 2026-Q1, or 2026-P03 where months are weeks.
    period,
    quota as quota_minor,
    -- Whose target this is a part of, and how much of it: 40 % is 400,000 millionths. What is divided may be more than the
    -- whole: over-assigned by 10 %, reports together have 110 % of the manager's target.
    part_of,
    case when abs(share) < 9999999999 then cast(share * 10000 as bigint) end as share_millionths,
    case when abs(over_assigned) < 9999999999 then cast(over_assigned * 10000 as bigint) end as over_assigned_millionths,
    attributes,
    _file,
    _row
from raw.attain_quota
