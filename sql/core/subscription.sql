-- One row per subscription, account, currency, product and day on which its monthly amount changes: how much from that day on.
with staged as (
    select subscription_id, account_id, currency, product_id, effective_on, effective_at, mrr_minor, _system, _file, _row
    from united.subscription
    where effective_on is not null and mrr_minor is not null
    union all
    -- A subscription that has ended is worth nothing from its end, whether or not a version says so.
    select subscription_id, account_id, currency, product_id, ended_on as effective_on, cast(ended_on as timestamp) + interval 1 day as effective_at, 0 as mrr_minor, _system, _file, _row
    from united.subscription
    where ended_on is not null
),

linked as (
    select
        staged.* replace (coalesce(link.account_id, staged.account_id) as account_id)
    from staged
    left join core.account_link as link on staged._system = link.system and staged.account_id = link.external_id
),

-- Of several versions of one day the last stands.
ranked as (
    select
        *,
        row_number() over (
            partition by subscription_id, effective_on
            order by effective_at desc, mrr_minor, currency, account_id, product_id, _file, _row
        ) as position
    from linked
    where subscription_id is not null and account_id is not null
),

version as (
    select
        *,
        lag({'account_id': account_id, 'currency': currency, 'product_id': product_id, 'mrr_minor': mrr_minor}) over (
            partition by subscription_id
            order by effective_on
        ) as before
    from ranked
    where position = 1
),

-- A version for another account or product, or in another currency, ends what the one before it was worth, where it was.
change as (
    select
        subscription_id,
        account_id,
        currency,
        product_id,
        effective_on,
        case when before.account_id = account_id and before.currency = currency and before.product_id is not distinct from product_id then before.mrr_minor else 0 end as before_minor,
        mrr_minor,
        _system,
        _file,
        _row
    from version
    union all
    select
        subscription_id,
        before.account_id,
        before.currency,
        before.product_id,
        effective_on,
        before.mrr_minor as before_minor,
        0 as mrr_minor,
        _system,
        _file,
        _row
    from version
    where before.account_id <> account_id or before.currency <> currency or (before is not null and before.product_id is distinct from product_id)
)

select
    subscription_id,
    account_id,
    currency,
    product_id,
    effective_on,
    cast(before_minor as bigint) as before_minor,
    cast(mrr_minor as bigint) as mrr_minor,
    _system,
    _file,
    _row
from change
where mrr_minor <> before_minor
