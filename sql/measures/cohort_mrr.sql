-- One row per account that became a customer for the first time and currency it has paid in, on the day it became one (the cohort of new_customers): what it pays a month now.
-- title: MRR now of new customers
-- kind: flow
-- unit: money
-- attributes: territory_id
with begun as (
    select *
    from core.mrr_movement
    where kind = 'new' and customer_change <> 0
),

-- The level on the last day: all movements until then.
level as (
    select
        account_id,
        currency,
        cast(sum(change_minor) as bigint) as mrr_minor
    from core.mrr_movement
    where day <= getvariable('as_of')
    group by account_id, currency
)

select
    concat_ws('|', begun.account_id, level.currency) as fact_key,
    begun.account_id as source_key,
    coalesce(account.name, begun.account_id) || ': MRR now' as label,
    begun.day,
    account.customer_success_manager_id as participant_id,
    begun.account_id,
    'primary' as credit_type,
    10000::bigint as share_bp,
    level.mrr_minor as value,
    'money' as unit,
    level.currency,
    account.territory_id,
    account.attributes,
    begun._file,
    begun._row
from begun
join level on begun.account_id = level.account_id
left join core.account as account on begun.account_id = account.account_id
