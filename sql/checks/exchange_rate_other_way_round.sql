-- One row per exchange rate that is quoted the other way round than another of its pair, or is none.
-- title: Exchange rates are all quoted one way
-- severity: stop
-- owner: finance
with rate as (
    select from_currency, to_currency, coalesce(kind, '') as kind, first_day, rate, _file, _row
    from united.exchange_rate
    where from_currency is not null and to_currency is not null
),

-- Of two currencies that are not worth the same, a rate and its inverse are far apart: 11.5 and 0.087.
before as (
    select *, lag(rate) over (partition by from_currency, to_currency, kind order by first_day, _file, _row) as rate_before
    from rate
    where rate > 0
)

select
    from_currency || ' ' || to_currency as record,
    from_currency || ' to ' || to_currency || ' from ' || coalesce(first_day::varchar, 'no day') || ' on: ' || case
        when rate <= 0 then cast(cast(rate as double) as varchar) || ' is not above zero'
        else cast(cast(rate as double) as varchar) || ', and before it ' || cast(cast(rate_before as double) as varchar) || ': one of them is ' || to_currency || ' to ' || from_currency
    end as message,
    null::bigint as amount_minor,
    null::varchar as currency,
    _file,
    _row
from (
    select *, null as rate_before from rate where rate <= 0
    union all
    select * from before where abs(ln(cast(rate as double) / cast(rate_before as double))) > 1 and abs(ln(cast(rate as double) * cast(rate_before as double))) < 0.25
    union all
    -- Both ways given, and not each other's inverse.
    select there.* exclude (rate_before), cast(1 / cast(back.rate as double) as decimal(18, 6)) as rate_before
    from before as there
    join before as back on there.from_currency = back.to_currency and there.to_currency = back.from_currency
        and there.kind = back.kind and there.first_day = back.first_day
    where there.from_currency < there.to_currency
        and abs(ln(cast(there.rate as double) * cast(back.rate as double))) > 0.05
) as suspicious
