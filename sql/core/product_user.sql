-- One row per user of the product, with the days of the first events that count.
-- key: user_id
-- needs: signed_up_on
-- deleted: left out
with signed_up as (
    select user_id, account_id, signed_up_on, product_id, attributes, true as is_record, _system, _file, _row
    from united.product_user
    where user_id is not null and signed_up_on is not null and is_deleted is not true
    union all
    select user_id, account_id, occurred_on as signed_up_on, product_id, attributes, false as is_record, _system, _file, _row
    from core.product_event
    where event = 'signed_up'
),

ranked as (
    select
        *,
        count(*) filter (where is_record) over (partition by user_id) as record_count,
        row_number() over (partition by user_id order by signed_up_on, account_id, is_record desc, product_id, _file, _row) as position
    from signed_up
),

-- What somebody did before signing up is not what signing up led to.
activated as (
    select
        ranked.user_id,
        min(event.occurred_on) as activated_on
    from ranked
    join core.product_event as event on ranked.user_id = event.user_id
    where ranked.position = 1 and event.event = 'activated' and event.occurred_on >= ranked.signed_up_on
    group by ranked.user_id
)

select
    ranked.user_id,
    ranked.account_id,
    ranked.signed_up_on,
    activated.activated_on,
    ranked.product_id,
    ranked.attributes,
    ranked._system,
    ranked._file,
    ranked._row,
    ranked.record_count
from ranked
left join activated on ranked.user_id = activated.user_id
where ranked.position = 1
