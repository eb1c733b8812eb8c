-- One row per product event.
with ranked as (
    select
        *,
        count(*) over (partition by event_id) as record_count,
        row_number() over (partition by event_id order by occurred_at, event, feature, user_id, account_id, _file, _row) as position
    from staging.attain_product_event
    where event_id is not null and user_id is not null and occurred_at is not null
)

select
    event_id,
    user_id,
    account_id,
    event,
    feature,
    cast(occurred_at as date) as occurred_on,
    _file,
    _row,
    record_count
from ranked
where position = 1
