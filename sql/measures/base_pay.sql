-- One row per participant, currency and month with base pay, or the part of the month it is given for.
-- title: Base pay
-- kind: span
-- unit: money
-- attributes: per
with month as (
    select
        *,
        cast(unnest(generate_series(
            date_trunc('month', first_day),
            -- Given ahead, to the end of next year.
            least(until_on - 1, cast(date_trunc('year', getvariable('as_of')) + interval 2 year as date) - 1),
            interval 1 month
        )) as date) as month
    from core.base_pay
    where per in ('year', 'quarter', 'month') and amount_minor is not null
),

-- A month of a year has the difference of the rounded twelfths up to it and before it, so that twelve of them are the year.
shared as (
    select
        *,
        case per when 'year' then 12 when 'quarter' then 3 else 1 end as parts,
        case per when 'year' then month(month) when 'quarter' then (month(month) - 1) % 3 + 1 else 1 end as part,
        greatest(first_day, month) as day,
        cast(least(until_on, month + interval 1 month) as date) as ends_on,
        cast(cast(month + interval 1 month as date) - month as bigint) as days
    from month
)

select
    concat_ws('|', participant_id, currency, day) as fact_key,
    concat_ws('|', participant_id, currency, day) as source_key,
    'Base pay of ' || strftime(month, '%B %Y') as label,
    day,
    ends_on as until_on,
    participant_id,
    null::varchar as account_id,
    'primary' as credit_type,
    10000::bigint as share_bp,
    rounded_share(rounded_share(amount_minor, part, parts) - rounded_share(amount_minor, part - 1, parts), ends_on - day, days) as value,
    'money' as unit,
    currency,
    per,
    _file,
    _row
from shared
