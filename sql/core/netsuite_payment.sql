-- One row per NetSuite customer payment, cash sale, deposit and refund: what its main line brings, below zero where it goes back.
-- feeds: payment
with moved as (
    select
        transaction_id,
        currency,
        sum(amount) as amount
    from core.netsuite_posted_line
    where type in ('custpymt', 'cashsale', 'custdep', 'custrfnd', 'cashrfnd') and is_main
    group by transaction_id, currency
)

select
    transaction.transaction_id as payment_id,
    case when transaction.type = 'cashsale' then transaction.transaction_id end as invoice_id,
    transaction.customer_id as account_id,
    minor_amount(case when transaction.type in ('custrfnd', 'cashrfnd') then -abs(moved.amount) else abs(moved.amount) end, moved.currency) as amount_minor,
    moved.currency,
    transaction.day as paid_on,
    case when transaction.is_deleted or transaction.status = 'V' or moved.transaction_id is null then 'failed' else 'succeeded' end as status,
    transaction.is_deleted,
    transaction.attributes,
    transaction._file,
    transaction._row
from staging.netsuite_transaction as transaction
left join moved on transaction.transaction_id = moved.transaction_id
where transaction.type in ('custpymt', 'cashsale', 'custdep', 'custrfnd', 'cashrfnd')
