-- One row per participant, manager and stretch of days on which the participant reports to the manager.
with explicit as (
    select
        coalesce(identity.participant_id, record.participant_id) as participant_id,
        coalesce(manager.participant_id, record.manager_id) as manager_id,
        coalesce(record.first_day, date '0001-01-01') as first_day,
        cast(coalesce(record.last_day, date '9999-12-30') + 1 as date) as until_on,
        record._file,
        record._row
    from united.hierarchy as record
    left join core.identity as identity
        on record._system = identity._system
        and record.participant_id = identity.user_id
        and coalesce(record.first_day, date '0001-01-01') >= identity.first_day
        and coalesce(record.first_day, date '0001-01-01') < identity.until_on
    left join core.identity as manager
        on record._system = manager._system
        and record.manager_id = manager.user_id
        and coalesce(record.first_day, date '0001-01-01') >= manager.first_day
        and coalesce(record.first_day, date '0001-01-01') < manager.until_on
    where record.participant_id is not null and record.manager_id is not null
),

-- Reporting lines that were written down stand alone; who has none reports to the manager of the assignment.
assigned as (
    select participant_id, manager_id, first_day, until_on, _file, _row
    from core.assignment as assignment
    anti join explicit on assignment.participant_id = explicit.participant_id
    where manager_id is not null
),

-- Who has no assignment, as managers themselves often have none, reports to the manager HR names.
employed as (
    select
        participant.participant_id,
        participant.manager_id,
        employment.first_day,
        employment.until_on,
        participant._file,
        participant._row
    from core.participant as participant
    join core.employment as employment on participant.participant_id = employment.participant_id
    anti join explicit on participant.participant_id = explicit.participant_id
    anti join core.assignment as assignment on participant.participant_id = assignment.participant_id
    where participant.manager_id is not null
),

line as (
    select * from explicit
    union all
    select * from assigned
    union all
    select * from employed
),

followed as (
    select
        *,
        max(until_on) over (
            partition by participant_id, manager_id
            order by first_day, until_on
            rows between unbounded preceding and 1 preceding
        ) as covered_until
    from line
    where first_day < until_on and participant_id <> manager_id
),

numbered as (
    select
        *,
        count(*) filter (where covered_until is null or covered_until < first_day) over (
            partition by participant_id, manager_id
            order by first_day, until_on
        ) as stretch
    from followed
)

select
    participant_id,
    manager_id,
    min(first_day) as first_day,
    max(until_on) as until_on,
    min(_file) as _file,
    arg_min(_row, (_file, _row)) as _row
from numbered
group by participant_id, manager_id, stretch
