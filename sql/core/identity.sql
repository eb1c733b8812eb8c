-- One row per user of a system and stretch of days: which participant that is.
-- people.xlsx decides, then the employee number, then the e-mail address. A name never does.
with line as (
    select system as _system, id as user_id, participant_id, is_what, first_day, last_day
    from united.identity
    where system is not null and id is not null
    union all
    -- A line without an id is about whoever has its address in that system.
    select users._system, users.user_id, line.participant_id, line.is_what, line.first_day, line.last_day
    from united.identity as line
    join core.user as users on line.system = users._system and line.email = users.email
    where line.id is null
),

stated as (
    select distinct
        line._system,
        line.user_id,
        case when line.is_what = 'person' then participant.participant_id end as participant_id,
        line.is_what = 'person' as is_person,
        coalesce(line.first_day, date '0001-01-01') as first_day,
        -- Half-open: the first day the id is somebody else's.
        cast(coalesce(line.last_day, date '9999-12-30') + 1 as date) as until_on
    from line
    left join core.participant as participant on line.participant_id = participant.participant_id
),

followed as (
    select
        *,
        max(until_on) over (
            partition by _system, user_id
            order by first_day, until_on
            rows between unbounded preceding and 1 preceding
        ) as covered_until
    from stated
    where first_day < until_on
),

-- An id that two lines claim for one day is nobody's: see checks/people_overlap.
disputed as (
    select distinct _system, user_id
    from followed
    where covered_until > first_day
),

by_people as (
    select stated._system, stated.user_id, stated.participant_id, stated.first_day, stated.until_on, stated.is_person, 'people.xlsx' as decided_by
    from stated
    anti join disputed on stated._system = disputed._system and stated.user_id = disputed.user_id
    where stated.first_day < stated.until_on
    union all
    select _system, user_id, null::varchar as participant_id, date '0001-01-01' as first_day, date '9999-12-31' as until_on, true as is_person, 'people.xlsx' as decided_by
    from disputed
),

-- In our own shape everybody goes by the number HR gave them.
by_own_number as (
    select
        'attain' as _system,
        participant_id as user_id,
        participant_id
    from core.participant
),

email as (
    -- An address two people share identifies neither.
    select
        email,
        min(participant_id) as participant_id
    from core.participant
    where email is not null
    group by email
    having count(*) = 1
),

by_user as (
    select
        users._system,
        users.user_id,
        -- The employee number decides; the address only where there is no number.
        coalesce(numbered.participant_id, case when users.employee_number is null then email.participant_id end) as participant_id,
        case when numbered.participant_id is null then 'email' else 'employee_number' end as decided_by
    from core.user as users
    left join core.participant as numbered on users.employee_number = numbered.participant_id
    left join email on users.email = email.email
    anti join by_own_number on users._system = by_own_number._system and users.user_id = by_own_number.user_id
),

by_record as (
    select _system, user_id, participant_id, 'employee_number' as decided_by
    from by_own_number
    union all
    select _system, user_id, participant_id, decided_by
    from by_user
    where participant_id is not null
)

select
    _system,
    user_id,
    participant_id,
    first_day,
    until_on,
    is_person,
    decided_by
from by_people
union all
-- Whom people.xlsx names at all it decides alone, also for the days it leaves out.
select
    by_record._system,
    by_record.user_id,
    by_record.participant_id,
    date '0001-01-01' as first_day,
    date '9999-12-31' as until_on,
    true as is_person,
    by_record.decided_by
from by_record
anti join by_people on by_record._system = by_people._system and by_record.user_id = by_people.user_id
