-- One row per pair of currencies, kind and day with two rates that differ.
-- title: Two currencies have one rate of a kind on a day
-- severity: stop
-- owner: finance
select
    from_currency || ' ' || to_currency as record,
    from_currency || ' to ' || to_currency || ' from ' || first_day || ' on: ' || string_agg(distinct cast(cast(rate as double) as varchar), ' and ' order by cast(cast(rate as double) as varchar))
    || '; keep the one that is meant' as message,
    null::bigint as amount_minor,
    null::varchar as currency,
    min(_file) as _file,
    arg_min(_row, (_file, _row)) as _row
from united.exchange_rate
where from_currency is not null and to_currency is not null and first_day is not null
group by from_currency, to_currency, coalesce(kind, ''), first_day
having count(distinct rate) > 1
