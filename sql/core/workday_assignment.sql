-- One row per replicated worker and stretch of the primary position, as its newest versions tell it.
-- feeds: assignment
with version as (
    select
        *,
        -- Of the versions of one position from one day, the newest.
        row_number() over (
            partition by worker_id, position_id, first_day
            order by is_newest desc, last_day nulls last, title, _file, _row
        ) as position
    from staging.workday_worker_position_history
    where not is_deleted and is_primary and first_day is not null
),

followed as (
    select
        *,
        lead(first_day) over (
            partition by worker_id
            order by first_day, position_id, _file, _row
        ) as next_day
    from version
    where position = 1
),

place as (
    select
        worker_id,
        min(name) filter (where type = 'supervisory') as team,
        min(coalesce(code, name)) filter (where type = 'cost_center') as cost_center,
        min(manager_id) filter (where type = 'supervisory') as manager_id
    from core.workday_membership
    where is_newest
    group by worker_id
)

select
    coalesce(person.participant_id, followed.worker_id) as participant_id,
    person.name,
    person.email,
    followed.title as role,
    place.team,
    place.manager_id,
    followed.first_day,
    -- One that has no end yet ends where the next begins.
    least(followed.last_day, cast(followed.next_day - 1 as date)) as last_day,
    getvariable('reporting_currency') as currency,
    place.cost_center,
    followed.country,
    followed.attributes,
    followed._file,
    followed._row
from followed
left join core.workday_person as person on followed.worker_id = person.worker_id
left join place on followed.worker_id = place.worker_id
-- Of a worker who was deleted there is none; that of one who has not landed stays, so that a check finds it.
where person.worker_id is not null or followed.worker_id not in (select worker_id from staging.workday_worker_history where worker_id is not null)
