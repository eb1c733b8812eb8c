-- One row per version of a replicated worker's membership in an organization, with whoever leads the worker in it.
with led as (
    select
        membership.worker_id,
        membership.is_newest,
        membership.from_at,
        membership.until_at,
        organization.type,
        organization.name,
        organization.code,
        -- Who leads the organization reports to whoever leads the one above it.
        case when organization.manager_worker_id = membership.worker_id then above.manager_worker_id else organization.manager_worker_id end as manager_worker_id,
        membership._file,
        membership._row,
        -- Nobody knows since when the first version stands: its instant is that of the first replication.
        row_number() over (
            partition by membership.worker_id, organization.type
            order by membership.from_at, membership._file, membership._row
        ) as version
    from staging.workday_worker_position_organization_history as membership
    join staging.workday_organization as organization on membership.organization_id = organization.organization_id and not organization.is_deleted
    left join staging.workday_organization as above on organization.superior_organization_id = above.organization_id and not above.is_deleted
)

select
    led.worker_id,
    led.is_newest,
    led.type,
    led.name,
    led.code,
    manager.participant_id as manager_id,
    case when led.version > 1 then cast(led.from_at as date) end as first_day,
    case when not led.is_newest and led.until_at < timestamp '2200-01-01' then cast(led.until_at as date) - 1 end as last_day,
    led._file,
    led._row
from led
left join core.workday_person as manager on led.manager_worker_id = manager.worker_id
