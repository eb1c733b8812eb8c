-- One row per record of relief from a quota in our own shape, as landed.
-- feeds: quota_relief
-- column participant_id: participant text required
-- column metric: metric text
-- column share: share|relief_percentage number
-- column amount: amount money(currency)
-- column currency: currency text
-- column first_day: first_day date required
-- column last_day: last_day date
-- column reason: reason text
-- column approved_by: approved_by text
-- column rolls_up: rolls_up boolean
select
    participant_id,
    coalesce(lower(metric), 'bookings') as metric,
    -- Millionths: 50 % is 500,000.
    case when abs(share) < 9999999999 then cast(share * 10000 as bigint) end as share_millionths,
    amount as amount_minor,
    coalesce(upper(currency), getvariable('reporting_currency')) as currency,
    first_day,
    case when last_day < date '2200-01-01' then last_day end as last_day,
    reason,
    approved_by,
    coalesce(rolls_up, false) as rolls_up,
    attributes,
    _file,
    _row
from raw.attain_quota_relief
