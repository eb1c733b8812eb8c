-- One row per participant: a person who can be paid, as HR knows them.
with staged as (
    select participant_id, name, email, hired_on, left_on, cost_center, team, manager_id, country, company, attributes, _file, _row
    from staging.workday_worker
    union all
    select participant_id, name, email, hired_on, left_on, cost_center, team, manager_id, country, company, attributes, _file, _row
    from staging.attain_participant
),

-- Without any HR extract, whoever has an assignment is a participant.
assigned as (
    select
        participant_id,
        name,
        email,
        null::date as hired_on,
        null::date as left_on,
        cost_center,
        team,
        manager_id,
        country,
        null::varchar as company,
        null::map(varchar, varchar) as attributes,
        _file,
        _row
    from staging.attain_assignment
    where (select count(*) from staged) = 0
),

ranked as (
    select
        *,
        -- Somebody listed twice (hired again) is as the newest hire says; core.employment has every stretch.
        row_number() over (
            partition by participant_id
            order by hired_on desc nulls last, left_on nulls last, name, email, team, cost_center, manager_id, country, company, cast(attributes as varchar), _file, _row
        ) as position
    from (select * from staged union all select * from assigned)
    where participant_id is not null
)

select
    participant_id,
    name,
    email,
    hired_on,
    left_on,
    cost_center,
    team,
    manager_id,
    country,
    company,
    attributes,
    _file,
    _row
from ranked
where position = 1
