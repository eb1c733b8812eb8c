-- One row per participant: a person who can be paid, as HR knows them.
-- key: participant_id
with listed as (
    select participant_id, name, email, hired_on, left_on, cost_center, team, manager_id, country, company, attributes, true as is_record, _system, _file, _row
    from united.participant
    union all
    -- Without any HR extract, whoever has an assignment is a participant.
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
        false as is_record,
        _system,
        _file,
        _row
    from united.assignment
    where (select count(*) from united.participant) = 0
),

ranked as (
    select
        *,
        count(*) filter (where is_record) over (partition by participant_id) as record_count,
        -- Somebody listed twice (hired again) is as the newest hire says; core.employment has every stretch.
        row_number() over (
            partition by participant_id
            order by hired_on desc nulls last, left_on nulls last, name, email, team, cost_center, manager_id, country, company, cast(attributes as varchar), _file, _row
        ) as position
    from listed
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
    _system,
    _file,
    _row,
    record_count
from ranked
where position = 1
