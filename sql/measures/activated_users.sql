-- One row per user who activated within 14 days of signing up, on the day the 14 days are over (the cohort of activation_eligible_users).
-- title: Users who activated within 14 days
-- kind: flow
-- unit: count
-- attributes: product_id
select
    user_id as fact_key,
    user_id as source_key,
    'User ' || user_id as label,
    signed_up_on + 14 as day,
    null::varchar as participant_id,
    account_id,
    'primary' as credit_type,
    10000::bigint as share_bp,
    1::bigint as value,
    'count' as unit,
    null::varchar as currency,
    product_id,
    _file,
    _row
from core.product_user
where activated_on <= signed_up_on + 14 and signed_up_on + 14 <= getvariable('as_of')
