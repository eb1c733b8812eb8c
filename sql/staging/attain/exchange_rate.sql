-- One row per exchange rate, as landed: what one major unit of a currency is worth in another from a day on.
-- feeds: exchange_rate
-- column from_currency: from text required
-- column to_currency: to text required
-- column rate: rate rate required
-- column first_day: first_day date required
-- column kind: kind text
select
    upper(from_currency) as from_currency,
    upper(to_currency) as to_currency,
    rate,
    first_day,
    coalesce(lower(kind), 'spot') as kind,
    attributes,
    _file,
    _row
from raw.attain_exchange_rate
