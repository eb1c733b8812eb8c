-- One row per QuickBooks exchange rate, as landed.
-- feeds: exchange_rate
-- column from_currency: SourceCurrencyCode|source_currency_code text required
-- column to_currency: TargetCurrencyCode|target_currency_code text required
-- column rate: Rate rate required
-- column first_day: AsOfDate|as_of_date date required
select
    upper(from_currency) as from_currency,
    upper(to_currency) as to_currency,
    rate,
    first_day,
    'spot' as kind,
    attributes,
    _file,
    _row
from raw.quickbooks_exchange_rate
