-- One row per account and currency whose movements do not add up to its subscriptions.
-- title: Opening MRR and its movements give the closing MRR
-- severity: stop
with closing as (
    -- What every subscription is worth in the end, without the movements.
    select
        account_id,
        currency,
        cast(sum(mrr_minor) as bigint) as closing_minor
    from (
        select
            *,
            row_number() over (partition by subscription_id, account_id, currency, product_id order by effective_on desc) as position
        from core.subscription
    )
    where position = 1
    group by account_id, currency
),

moved as (
    select
        account_id,
        currency,
        cast(sum(change_minor) as bigint) as moved_minor,
        cast(sum(case when kind in ('new', 'expansion', 'reactivation') then abs(change_minor) else -abs(change_minor) end) as bigint) as signed_minor,
        bool_and(closing_minor >= 0) as is_never_negative,
        min(_file) as _file,
        arg_min(_row, (_file, _row)) as _row
    from core.mrr_movement
    group by account_id, currency
)

select
    coalesce(closing.account_id, moved.account_id) as record,
    'account ' || coalesce(closing.account_id, moved.account_id) || ': movements of ' || coalesce(moved.moved_minor, 0) ||
        ' do not give the closing ' || coalesce(closing.closing_minor, 0) || ' (minor units)' as message,
    coalesce(closing.closing_minor, 0) - coalesce(moved.moved_minor, 0) as amount_minor,
    coalesce(closing.currency, moved.currency) as currency,
    moved._file,
    moved._row
from closing
full join moved on closing.account_id = moved.account_id and closing.currency = moved.currency
where coalesce(closing.closing_minor, 0) <> coalesce(moved.moved_minor, 0)
    or moved.moved_minor <> moved.signed_minor
    or not moved.is_never_negative
