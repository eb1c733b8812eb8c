-- One row per NetSuite invoice and cash sale: what its posted lines sell, without tax and cost of goods.
-- feeds: invoice
with sold as (
    select
        transaction_id,
        currency,
        -- Revenue is a credit, and so below zero in the books.
        -sum(amount) filter (where not is_tax) as amount,
        -sum(amount) filter (where is_tax) as tax,
        -- An invoice of several items is of none of them.
        case when count(distinct item_id) filter (where not is_tax) = 1 then min(item_id) filter (where not is_tax) end as product_id
    from core.netsuite_posted_line
    where type in ('custinvc', 'cashsale') and not is_main and not is_cost_of_goods
    group by transaction_id, currency
),

currency as (
    select distinct on (currency_id) currency_id, symbol, is_base
    from staging.netsuite_currency
    order by currency_id, is_current desc, _file, _row
)

select
    transaction.transaction_id as invoice_id,
    transaction.customer_id as account_id,
    coalesce(sold.currency, currency.symbol) as currency,
    transaction.day as invoiced_on,
    minor_amount(sold.amount, sold.currency) as total_minor,
    case when sold.transaction_id is not null then minor_amount(coalesce(sold.tax, 0), sold.currency) end as tax_minor,
    case
        when transaction.is_deleted or transaction.status = 'V' then 'void'
        -- What is not posted awaits approval, or was rejected.
        when sold.transaction_id is null or transaction.status in ('D', 'E') then 'draft'
        when transaction.type = 'cashsale' or transaction.status = 'B' then 'paid'
        else 'open'
    end as status,
    transaction.due_on,
    case when transaction.type = 'cashsale' then transaction.day when transaction.status = 'B' then transaction.closed_on end as paid_on,
    sold.product_id,
    transaction.is_deleted,
    transaction.attributes,
    transaction._file,
    transaction._row
from staging.netsuite_transaction as transaction
left join sold on transaction.transaction_id = sold.transaction_id
left join currency on transaction.currency_id = currency.currency_id
where transaction.type in ('custinvc', 'cashsale')
