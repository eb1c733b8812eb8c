-- One row per user and length of time (7, 30, 90 days) who used a feature within it, on the day that time after signing up is over (the cohort of feature_eligible_users).
-- title: Users who used a feature in time
-- kind: flow
-- unit: count
-- attributes: within_days, feature, features
with span as (
    select unnest([7, 30, 90]) as within_days
),

used as (
    select
        product_user.user_id,
        span.within_days,
        any_value(product_user.account_id) as account_id,
        any_value(product_user.signed_up_on) as signed_up_on,
        -- The feature used first, of several on one day the first by name; and all of them, as in list_contains(features, 'export').
        arg_min(event.feature, (event.occurred_on, event.feature)) as feature,
        list(distinct event.feature order by event.feature) filter (where event.feature is not null) as features,
        any_value(product_user._file) as _file,
        any_value(product_user._row) as _row
    from core.product_user as product_user
    cross join span
    join core.product_event as event
        on product_user.user_id = event.user_id
        and event.event = 'used_feature'
        and event.occurred_on >= product_user.signed_up_on
        and event.occurred_on <= product_user.signed_up_on + span.within_days
    group by product_user.user_id, span.within_days
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
    feature,
    features,
    _file,
    _row
from used
where signed_up_on + within_days <= getvariable('as_of')
