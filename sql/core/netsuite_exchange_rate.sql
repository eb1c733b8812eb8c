-- One row per NetSuite currency, currency and accounting period: its average rate from the period's first day, its closing rate from its last.
-- feeds: exchange_rate
with book as (
    select coalesce(
        (select min(book_id) from staging.netsuite_accounting_book where is_primary),
        (select min(book_id) from staging.netsuite_consolidated_exchange_rate)
    ) as book_id
),

-- A replication service may keep old versions: each record once.
currency as (
    select distinct on (currency_id) currency_id, symbol
    from staging.netsuite_currency
    order by currency_id, is_current desc, _file, _row
),

period as (
    select distinct on (period_id) period_id, first_day, last_day
    from staging.netsuite_accounting_period
    order by period_id, is_current desc, _file, _row
),

quoted as (
    select
        here.symbol as from_currency,
        there.symbol as to_currency,
        given.average_rate,
        given.closing_rate,
        period.first_day,
        period.last_day,
        given._file,
        given._row,
        -- Every pair of subsidiaries with these currencies has the same rates.
        row_number() over (
            partition by here.symbol, there.symbol, given.period_id
            order by given.average_rate nulls last, given.closing_rate nulls last, given._file, given._row
        ) as position
    from staging.netsuite_consolidated_exchange_rate as given
    join book on coalesce(given.book_id, book.book_id, '') = coalesce(book.book_id, '')
    join currency as here on given.from_currency_id = here.currency_id
    join currency as there on given.to_currency_id = there.currency_id
    join period on given.period_id = period.period_id
    where not given.is_deleted and here.symbol <> there.symbol
)

select from_currency, to_currency, average_rate as rate, first_day, 'average' as kind, _file, _row
from quoted
where position = 1 and average_rate is not null
union all
select from_currency, to_currency, closing_rate as rate, last_day as first_day, 'spot' as kind, _file, _row
from quoted
where position = 1 and closing_rate is not null
