-- One row per stretch of days in which a participant's role, team and target incentive stay the same, within employment.
with staged as (
    -- An assignment given twice is kept twice: a check stops the run, because nothing says which one is meant.
    select *
    from united.assignment
    where participant_id is not null and first_day is not null
),

-- Under the number planning knew somebody by on its first day, an assignment is still theirs.
known as (
    select
        staged.* replace (
            coalesce(identity.participant_id, staged.participant_id) as participant_id,
            coalesce(manager.participant_id, staged.manager_id) as manager_id
        )
    from staged
    left join core.identity as identity
        on staged._system = identity._system
        and staged.participant_id = identity.user_id
        and staged.first_day >= identity.first_day
        and staged.first_day < identity.until_on
    left join core.identity as manager
        on staged._system = manager._system
        and staged.manager_id = manager.user_id
        and staged.first_day >= manager.first_day
        and staged.first_day < manager.until_on
),

employed as (
    select
        known.participant_id,
        coalesce(participant.name, known.name) as name,
        coalesce(participant.email, known.email) as email,
        known.role,
        coalesce(known.team, participant.team) as team,
        coalesce(known.manager_id, participant.manager_id) as manager_id,
        coalesce(known.cost_center, participant.cost_center) as cost_center,
        coalesce(known.country, participant.country) as country,
        known.currency,
        known.target_incentive_minor,
        known.target_incentive_per,
        greatest(known.first_day, employment.first_day) as first_day,
        -- Half-open: the first day that is not in it any more.
        least(cast(coalesce(known.last_day, date '9999-12-30') + 1 as date), employment.until_on) as until_on,
        known.attributes,
        known._system,
        known._file,
        known._row
    from known
    join core.participant as participant on known.participant_id = participant.participant_id
    join core.employment as employment on known.participant_id = employment.participant_id
)

select
    participant_id,
    name,
    email,
    role,
    team,
    manager_id,
    cost_center,
    country,
    currency,
    target_incentive_minor,
    target_incentive_per,
    first_day,
    until_on,
    attributes,
    _system,
    _file,
    _row
from employed
where first_day < until_on
