-- One row per product event.
-- key: event_id
-- needs: user_id, occurred_at
-- deleted: left out
with ranked as (
    select
        record.*,
        count(*) over (partition by event_id) as record_count,
        row_number() over (partition by event_id order by occurred_at, event, feature, user_id, account_id, record) as position
    from united.product_event as record
    where event_id is not null and user_id is not null and occurred_at is not null and is_deleted is not true
)

select
    event_id,
    user_id,
    account_id,
    event,
    feature,
    cast(occurred_at as date) as occurred_on,
    product_id,
    attributes,
    _system,
    _file,
    _row,
    record_count
from ranked
where position = 1
