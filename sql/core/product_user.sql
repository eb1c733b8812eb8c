-- One row per user of the product, with the days of the first events that count.
with signed_up as (
    select user_id, account_id, signed_up_on, _file, _row
    from staging.attain_product_user
    where user_id is not null and signed_up_on is not null
    union all
    select user_id, account_id, occurred_on as signed_up_on, _file, _row
    from core.product_event
    where event = 'signed_up'
),

ranked as (
    select
        *,
        row_number() over (partition by user_id order by signed_up_on, _file, _row) as position
    from signed_up
),

event as (
    select
        user_id,
        min(occurred_on) filter (where event = 'activated') as activated_on
    from core.product_event
    group by user_id
)

select
    ranked.user_id,
    ranked.account_id,
    ranked.signed_up_on,
    event.activated_on,
    ranked._file,
    ranked._row
from ranked
left join event on ranked.user_id = event.user_id
where ranked.position = 1
