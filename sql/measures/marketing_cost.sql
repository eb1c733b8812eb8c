-- One row per record of such cost, on the first day of its month.
-- title: Marketing cost
-- kind: flow
-- unit: money
-- attributes: category
select
    concat_ws('|', month, category, _file, _row) as fact_key,
    concat_ws('|', month, category) as source_key,
    replace(category, '_', ' ') || ' cost of ' || strftime(month, '%B %Y') as label,
    month as day,
    null::varchar as participant_id,
    null::varchar as account_id,
    'primary' as credit_type,
    10000::bigint as share_bp,
    amount_minor as value,
    'money' as unit,
    currency,
    category,
    attributes,
    _file,
    _row
from core.cost
where category = 'marketing'
