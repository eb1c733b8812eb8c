-- One row per pair of currencies, kind of rate and stretch of days: what one major unit of the first is worth in the second.
with ranked as (
    select
        *,
        row_number() over (partition by from_currency, to_currency, kind, first_day order by rate, _file, _row) as position
    from united.exchange_rate
    where from_currency is not null and to_currency is not null and first_day is not null and rate > 0
)

select
    from_currency,
    to_currency,
    kind,
    first_day,
    -- Half-open: a rate stands until the next one of its kind.
    coalesce(
        lead(first_day) over (partition by from_currency, to_currency, kind order by first_day),
        date '9999-12-31'
    ) as until_on,
    rate,
    _system,
    _file,
    _row
from ranked
where position = 1
