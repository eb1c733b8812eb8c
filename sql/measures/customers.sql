-- One row per account that became or stopped being a customer, for the one who looks after it.
-- title: Customers
-- kind: stock
-- unit: count
-- attributes: movement, started_on, territory_id
select
    concat_ws('|', movement.account_id, movement.currency, movement.day) as fact_key,
    concat_ws('|', movement.account_id, movement.currency, movement.day) as source_key,
    coalesce(account.name, movement.account_id) || ': ' || movement.kind as label,
    movement.day,
    account.customer_success_manager_id as participant_id,
    movement.account_id,
    'primary' as credit_type,
    10000::bigint as share_bp,
    movement.customer_change as value,
    'count' as unit,
    null::varchar as currency,
    movement.kind as movement,
    movement.started_on,
    account.territory_id,
    account.attributes,
    movement._file,
    movement._row
from core.mrr_movement as movement
left join core.account as account on movement.account_id = account.account_id
where movement.customer_change <> 0
