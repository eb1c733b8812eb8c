-- One row per user and length of time (7, 30, 90 days), on the day that time after signing up is over; who has not had it yet is not in.
-- title: Users who had time to use a feature
-- kind: flow
-- unit: count
-- attributes: within_days
with span as (
    select unnest([7, 30, 90]) as within_days
)

select
    concat_ws('|', user_id, within_days) as fact_key,
    concat_ws('|', user_id, within_days) as source_key,
    'User ' || user_id as label,
    signed_up_on + within_days as day,
    null::varchar as participant_id,
    account_id,
    'primary' as credit_type,
    10000::bigint as share_bp,
    1::bigint as value,
    'count' as unit,
    null::varchar as currency,
    within_days,
    _file,
    _row
from core.product_user
cross join span
where signed_up_on + within_days <= getvariable('as_of')
