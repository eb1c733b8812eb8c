-- One row per record of hours a participant worked on a day.
-- key: record_id, or none
-- needs: owner_id, day
-- deleted: left out
with ranked as (
    select
        record.*,
        case when record_id is null then 1 else count(*) over (partition by record_id) end as record_count,
        case when record_id is null then 1 else row_number() over (partition by record_id order by record) end as position
    from united.hours as record
    where owner_id is not null and day is not null and is_deleted is not true
)

select
    kept.record_id,
    kept.owner_id,
    owner.participant_id,
    kept.day,
    kept.hours,
    kept.attributes,
    kept._system,
    kept._file,
    kept._row,
    kept.record_count
from ranked as kept
left join core.identity as owner
    on kept._system = owner._system
    and kept.owner_id = owner.user_id
    and kept.day >= owner.first_day
    and kept.day < owner.until_on
where kept.position = 1
