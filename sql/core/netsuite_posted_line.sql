-- One row per posted line of a NetSuite transaction, in the primary accounting book: other books tell the same again.
with book as (
    -- The lowest is the primary one where the books have not landed.
    select coalesce(
        (select min(book_id) from staging.netsuite_accounting_book where is_primary),
        (select min(book_id) from staging.netsuite_transaction_accounting_line)
    ) as book_id
),

base as (
    select min(symbol) as symbol
    from staging.netsuite_currency
    where is_base
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
from staging.netsuite_transaction_accounting_line as booked
join book on coalesce(booked.book_id, book.book_id, '') = coalesce(book.book_id, '')
join staging.netsuite_transaction as transaction on booked.transaction_id = transaction.transaction_id
join staging.netsuite_transaction_line as line on booked.transaction_id = line.transaction_id and booked.line_id = line.line_id
left join staging.netsuite_currency as currency on transaction.currency_id = currency.currency_id
cross join base
where booked.is_posted and not booked.is_deleted and not line.is_deleted and not transaction.is_deleted
