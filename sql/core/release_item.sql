-- One row per piece of work a team delivers.
-- key: item_id
-- deleted: left out
with ranked as (
    select
        record.*,
        count(*) over (partition by item_id) as record_count,
        row_number() over (partition by item_id order by record) as position
    from united.release_item as record
    where item_id is not null and is_deleted is not true
)

select
    kept.item_id,
    kept.team,
    kept.owner_id,
    owner.participant_id,
    kept.product_id,
    kept.kind,
    kept.points,
    kept.started_on,
    kept.delivered_on,
    kept.status,
    kept.attributes,
    kept._system,
    kept._file,
    kept._row,
    kept.record_count
from ranked as kept
left join core.identity as owner
    on kept._system = owner._system
    and kept.owner_id = owner.user_id
    and coalesce(kept.delivered_on, kept.started_on, getvariable('as_of')) >= owner.first_day
    and coalesce(kept.delivered_on, kept.started_on, getvariable('as_of')) < owner.until_on
where kept.position = 1
