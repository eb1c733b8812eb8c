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

-- An account is a customer while it has revenue in any currency.
counted as (
    select
        *,
        sum(currencies_begun) over (partition by account_id order by day) as currencies_after,
        sum(currencies_begun) over (partition by account_id order by day) - sum(currencies_begun) over (partition by account_id, day) as currencies_before
    from (
        select
            *,
            closing_minor - change_minor as opening_minor,
            cast(closing_minor <> 0 as integer) - cast(closing_minor <> change_minor as integer) as currencies_begun
        from running
    )
),

classified as (
    select
        *,
        case
            when currencies_before = 0 and day = min(day) over (partition by account_id) then 'new'
            when currencies_before = 0 then 'reactivation'
            when currencies_after = 0 then 'churn'
            when change_minor > 0 then 'expansion'
            else 'contraction'
        end as kind
    from counted
)

select
    account_id,
    currency,
    day,
    kind,
    opening_minor,
    change_minor,
    closing_minor,
    -- 1 where the account became a customer, -1 where it stopped being one: once a day, whatever its currencies.
    cast(case
        when row_number() over (partition by account_id, day order by currency) > 1 then 0
        when kind in ('new', 'reactivation') then 1
        when kind = 'churn' then -1
        else 0
    end as bigint) as customer_change,
    -- The day the account's present stretch of being a customer began. One that left and came back begins anew: it was
    -- not there at the start of a window in between.
    last_value(case when kind in ('new', 'reactivation') then day end ignore nulls) over (
        partition by account_id
        order by day
    ) as started_on,
    _file,
    _row
from classified
