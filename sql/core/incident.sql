-- One row per stretch of time in which a product did not work, or was taken down.
-- key: incident_id
-- needs: started_at
-- deleted: left out
with ranked as (
    select
        record.*,
        count(*) over (partition by incident_id) as record_count,
        row_number() over (partition by incident_id order by record) as position
    from united.incident as record
    where incident_id is not null and started_at is not null and is_deleted is not true
)

select
    kept.incident_id,
    kept.product_id,
    kept.started_at,
    -- Half-open; null while it lasts.
    kept.ended_at,
    coalesce(kept.is_planned, false) as is_planned,
    kept.severity,
    kept.attributes,
    kept._system,
    kept._file,
    kept._row,
    kept.record_count
from ranked as kept
where kept.position = 1
