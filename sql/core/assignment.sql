-- One row per stretch of days in which a participant's role, team and target incentive stay the same, within employment.
with staged as (
    -- An assignment given twice is kept twice: a check stops the run, because nothing says which one is meant.
    select *
    from united.assignment
    where participant_id is not null and first_day is not null
),

employed as (
    select
        staged.participant_id,
        coalesce(participant.name, staged.name) as name,
        coalesce(participant.email, staged.email) as email,
        staged.role,
        coalesce(staged.team, participant.team) as team,
        coalesce(staged.manager_id, participant.manager_id) as manager_id,
        coalesce(staged.cost_center, participant.cost_center) as cost_center,
        coalesce(staged.country, participant.country) as country,
        staged.currency,
        staged.target_incentive_minor,
        staged.target_incentive_per,
        greatest(staged.first_day, employment.first_day) as first_day,
        -- Half-open: the first day that is not in it any more.
        least(cast(coalesce(staged.last_day, date '9999-12-30') + 1 as date), employment.until_on) as until_on,
        staged.attributes,
        staged._system,
        staged._file,
        staged._row
    from staged
    join core.participant as participant on staged.participant_id = participant.participant_id
    join core.employment as employment on staged.participant_id = employment.participant_id
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
