-- One row per record of somebody's base pay, as landed: how much a year, quarter or month from a first to a last day.
-- feeds: base_pay
-- column owner_id: participant text required
-- column currency: currency text
-- column amount: amount money(currency) required
-- column per: per text required
-- column first_day: first_day date required
-- column last_day: last_day date
-- column is_deleted: is_deleted boolean
select
    owner_id,
    coalesce(upper(currency), getvariable('reporting_currency')) as currency,
    amount as amount_minor,
    case lower(per)
        when 'annually' then 'year'
        when 'yearly' then 'year'
        when 'annual' then 'year'
        when 'quarterly' then 'quarter'
        when 'monthly' then 'month'
        else lower(per)
    end as per,
    first_day,
    case when last_day < date '2200-01-01' then last_day end as last_day,
    coalesce(is_deleted, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.attain_base_pay
