-- One row per replicated Workday worker and hire.
-- feeds: participant
with hire as (
    select
        *,
        -- Of the versions of one hire, the last: it says when it ended.
        row_number() over (
            partition by worker_id, hired_on
            order by is_newest desc, from_at desc, left_on nulls last, _file, _row
        ) as position
    from staging.workday_worker_history
    where not is_deleted
),

place as (
    select
        worker_id,
        min(name) filter (where type = 'supervisory') as team,
        min(coalesce(code, name)) filter (where type = 'cost_center') as cost_center,
        min(name) filter (where type = 'company') as company,
        min(manager_id) filter (where type = 'supervisory') as manager_id
    from core.workday_membership
    where is_newest
    group by worker_id
)

select
    hire.participant_id,
    person.name,
    person.email,
    hire.hired_on,
    hire.left_on,
    place.cost_center,
    place.team,
    place.manager_id,
    place.company,
    hire.attributes,
    hire._file,
    hire._row
from hire
left join core.workday_person as person on hire.worker_id = person.worker_id
left join place on hire.worker_id = place.worker_id
where hire.position = 1 and not hire.is_rescinded
