-- One row per NetSuite customer whose external id names no account: it is an account of its own.
-- feeds: account
with currency as (
    select distinct on (currency_id) currency_id, symbol, is_base
    from staging.netsuite_currency
    order by currency_id, is_current desc, _file, _row
)

select
    customer.customer_id as account_id,
    customer.name,
    customer.owner_id,
    currency.symbol as currency,
    customer.created_on,
    customer.parent_account_id,
    customer.territory_id,
    customer.is_deleted,
    customer.attributes,
    customer._file,
    customer._row
from staging.netsuite_customer as customer
left join currency on customer.currency_id = currency.currency_id
where customer.account_id is null
