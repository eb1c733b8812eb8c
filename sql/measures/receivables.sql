-- One row per invoice, credit note or payment, on its day: what customers owe is all of them together.
-- title: Receivables
-- kind: stock
-- unit: money
-- attributes: product_id, territory_id
select
    concat_ws('|', movement.kind, movement.source_id) as fact_key,
    movement.source_id as source_key,
    upper(movement.kind[1]) || movement.kind[2:] || ' ' || movement.source_id as label,
    movement.day,
    account.customer_success_manager_id as participant_id,
    movement.account_id,
    'primary' as credit_type,
    10000::bigint as share_bp,
    movement.amount_minor as value,
    'money' as unit,
    movement.currency,
    movement.product_id,
    account.territory_id,
    account.attributes,
    movement._file,
    movement._row
from core.receivable as movement
left join core.account as account on movement.account_id = account.account_id
