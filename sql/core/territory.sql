-- One row per territory; territories are within others.
-- key: territory_id
-- deleted: left out
with ranked as (
    select
        record.*,
        count(*) over (partition by territory_id) as record_count,
        row_number() over (partition by territory_id order by record) as position
    from united.territory as record
    where territory_id is not null and is_deleted is not true
)

select
    kept.territory_id,
    kept.name,
    kept.parent_id,
    kept.attributes,
    kept._system,
    kept._file,
    kept._row,
    kept.record_count
from ranked as kept
where kept.position = 1
