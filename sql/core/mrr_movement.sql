-- One row per account, currency and day on which the account's monthly recurring revenue changed, and in which way.
with daily as (
    select
        account_id,
        currency,
        effective_on as day,
        cast(sum(mrr_minor - before_minor) as bigint) as change_minor,
        min(_file) as _file,
        arg_min(_row, (_file, _row)) as _row
    from core.subscription
    group by account_id, currency, effective_on
),

running as (
    select
        *,
        cast(sum(change_minor) over (partition by account_id, currency order by day) as bigint) as closing_minor
    from daily
    where change_minor <> 0
),

classified as (
    select
        *,
        closing_minor - change_minor as opening_minor,
        case
            when closing_minor = change_minor and row_number() over (partition by account_id, currency order by day) = 1 then 'new'
            when closing_minor = change_minor then 'reactivation'
            when closing_minor = 0 then 'churn'
            when change_minor > 0 then 'expansion'
            else 'contraction'
        end as kind
    from running
)

select
    account_id,
    currency,
    day,
    kind,
    opening_minor,
    change_minor,
    closing_minor,
    -- The day the account's present stretch of being a customer began. One that left and came back begins anew: it was
    -- not there at the start of a window in between.
    last_value(case when kind in ('new', 'reactivation') then day end ignore nulls) over (
        partition by account_id, currency
        order by day
    ) as started_on,
    _file,
    _row
from classified
