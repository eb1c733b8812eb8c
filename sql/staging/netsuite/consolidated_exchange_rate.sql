-- One row per NetSuite consolidated exchange rate, as landed: of two subsidiaries' currencies in an accounting period.
-- column rate_id: id text required
-- column is_removed: _fivetran_deleted boolean
-- column book_id: accountingbook text
-- column period_id: postingperiod text required
-- column from_currency_id: fromcurrency text required
-- column to_currency_id: tocurrency text required
-- column average_rate: averagerate rate
-- column closing_rate: currentrate rate
select
    rate_id,
    book_id,
    period_id,
    from_currency_id,
    to_currency_id,
    average_rate,
    closing_rate,
    coalesce(is_removed, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.netsuite_consolidated_exchange_rate
