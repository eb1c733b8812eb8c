-- One row per posted line of a NetSuite transaction, in the primary accounting book: other books tell the same again.
with book as (
    -- The lowest is the primary one where the books have not landed.
    select coalesce(
        (select min(book_id) from staging.netsuite_accounting_book where is_primary),
        (select min(book_id) from staging.netsuite_transaction_accounting_line)
    ) as book_id
),

-- A page of a query may repeat what another has had, and a replication service may keep versions: each record once.
currency as (
    select distinct on (currency_id) currency_id, symbol, is_base
    from staging.netsuite_currency
    order by currency_id, is_current desc, _file, _row
),

base as (
    select min(symbol) as symbol
    from currency
    where is_base
),

transaction as (
    select distinct on (transaction_id) transaction_id, type, day, currency_id, is_deleted
    from staging.netsuite_transaction
    order by transaction_id, is_deleted, _file, _row
),

line as (
    select distinct on (transaction_id, line_id) *
    from staging.netsuite_transaction_line
    order by transaction_id, line_id, is_deleted, _file, _row
),

booked as (
    select distinct on (transaction_id, line_id) given.*
    from staging.netsuite_transaction_accounting_line as given
    join book on coalesce(given.book_id, book.book_id, '') = coalesce(book.book_id, '')
    order by transaction_id, line_id, given.is_deleted, given._file, given._row
)

select
    transaction.transaction_id,
    booked.line_id,
    transaction.type,
    transaction.day,
    line.is_main,
    line.is_tax,
    line.is_cost_of_goods,
    line.item_id,
    line.department_id,
    booked.account_id,
    -- In the transaction's currency, as the customer is asked for it.
    line.amount,
    coalesce(currency.symbol, base.symbol, getvariable('reporting_currency')) as currency,
    -- In the book's.
    booked.amount as book_amount,
    coalesce(base.symbol, getvariable('reporting_currency')) as book_currency,
    booked._file,
    booked._row
from booked
join transaction on booked.transaction_id = transaction.transaction_id
join line on booked.transaction_id = line.transaction_id and booked.line_id = line.line_id
left join currency on transaction.currency_id = currency.currency_id
cross join base
where booked.is_posted and not booked.is_deleted and not line.is_deleted and not transaction.is_deleted
