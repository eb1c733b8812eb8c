-- One row per user who activated, on the day of it: the days since signing up.
-- title: Days from signing up to activation
-- kind: flow
-- unit: days
-- attributes: product_id
select
    user_id as fact_key,
    user_id as source_key,
    'User ' || user_id as label,
    activated_on as day,
    null::varchar as participant_id,
    account_id,
    'primary' as credit_type,
    10000::bigint as share_bp,
    cast(activated_on - signed_up_on as bigint) as value,
    'days' as unit,
    null::varchar as currency,
    product_id,
    _file,
    _row
from core.product_user
where activated_on is not null
