-- One row per objective of a participant, with what it weighs and what was achieved.
-- key: objective_id
-- needs: owner_id, first_day, last_day
-- deleted: left out
with ranked as (
    select
        record.*,
        count(*) over (partition by objective_id) as record_count,
        row_number() over (partition by objective_id order by record) as position
    from united.objective as record
    where objective_id is not null and owner_id is not null and first_day is not null and last_day is not null and is_deleted is not true
)

select
    kept.objective_id,
    kept.owner_id,
    owner.participant_id,
    kept.title,
    kept.weight_millionths,
    kept.first_day,
    cast(kept.last_day + 1 as date) as until_on,
    kept.achieved_millionths,
    kept.status,
    kept.assessed_on,
    kept.attributes,
    kept._system,
    kept._file,
    kept._row,
    kept.record_count
from ranked as kept
left join core.identity as owner
    on kept._system = owner._system
    and kept.owner_id = owner.user_id
    and kept.last_day >= owner.first_day
    and kept.last_day < owner.until_on
where kept.position = 1
