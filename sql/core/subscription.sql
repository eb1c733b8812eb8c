-- One row per version of a subscription that changes its monthly amount: how much from a day on.
with staged as (
    select subscription_id, account_id, currency, effective_on, effective_at, mrr_minor, _file, _row
    from staging.stripe_subscription
    where effective_on is not null
    union all
    -- A subscription that has ended is worth nothing from its end, whether or not a version says so.
    select subscription_id, account_id, currency, ended_on as effective_on, cast(ended_on as timestamp) + interval 1 day as effective_at, 0 as mrr_minor, _file, _row
    from staging.stripe_subscription
    where ended_on is not null
    union all
    select subscription_id, account_id, currency, effective_on, cast(effective_on as timestamp) as effective_at, mrr_minor, _file, _row
    from staging.attain_subscription
    where effective_on is not null and mrr_minor is not null
),

-- Of several versions of one day the last stands.
ranked as (
    select
        *,
        row_number() over (
            partition by subscription_id, currency, effective_on
            order by effective_at desc, mrr_minor, _file, _row
        ) as position
    from staged
    where subscription_id is not null and account_id is not null
),

daily as (
    select
        *,
        lag(mrr_minor, 1, 0) over (partition by subscription_id, currency order by effective_on) as before_minor
    from ranked
    where position = 1
)

select
    subscription_id,
    account_id,
    currency,
    effective_on,
    cast(before_minor as bigint) as before_minor,
    cast(mrr_minor as bigint) as mrr_minor,
    _file,
    _row
from daily
where mrr_minor <> before_minor
