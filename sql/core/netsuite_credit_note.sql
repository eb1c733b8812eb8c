-- One row per NetSuite credit memo and cash refund: what its posted lines give back, without tax and cost of goods.
-- feeds: credit_note
with given as (
    select
        transaction_id,
        currency,
        sum(amount) as amount
    from core.netsuite_posted_line
    where type in ('custcred', 'cashrfnd') and not is_main and not is_tax and not is_cost_of_goods
    group by transaction_id, currency
)

select
    transaction.transaction_id as credit_note_id,
    transaction.customer_id as account_id,
    minor_amount(given.amount, given.currency) as amount_minor,
    given.currency,
    transaction.day as credited_on,
    case when transaction.is_deleted or transaction.status = 'V' or given.transaction_id is null then 'void' else 'issued' end as status,
    transaction.memo as reason,
    transaction.is_deleted,
    transaction.attributes,
    transaction._file,
    transaction._row
from staging.netsuite_transaction as transaction
left join given on transaction.transaction_id = given.transaction_id
where transaction.type in ('custcred', 'cashrfnd')
