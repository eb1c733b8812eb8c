-- One row per exchange rate of a kind at which nothing is converted.
-- title: Exchange rates are spot rates, averages of a month or plan rates
-- severity: warn
-- owner: finance
select
    from_currency || ' ' || to_currency as record,
    from_currency || ' to ' || to_currency || ' from ' || coalesce(first_day::varchar, 'no day') || ' on is of the kind "' || kind
    || '", at which nothing is converted; write spot, average or plan' as message,
    null::bigint as amount_minor,
    null::varchar as currency,
    _file,
    _row
from united.exchange_rate
where from_currency is not null and to_currency is not null and kind not in ('spot', 'average', 'plan')
