-- One row per participant and stretch of days of employment: who was hired again has one for each time.
with hire as (
    -- Of several records of one hire, the one that says when it ended.
    select
        participant_id,
        coalesce(hired_on, date '0001-01-01') as first_day,
        -- Half-open: the last day of employment is in.
        cast(coalesce(min(left_on), date '9999-12-30') + 1 as date) as until_on
    from united.participant
    where participant_id is not null
    group by participant_id, hired_on
    union all
    -- Whoever HR was not asked about is employed throughout.
    select participant_id, date '0001-01-01' as first_day, date '9999-12-31' as until_on
    from core.participant
    where (select count(*) from united.participant) = 0
),

followed as (
    select
        *,
        max(until_on) over (
            partition by participant_id
            order by first_day
            rows between unbounded preceding and 1 preceding
        ) as covered_until
    from hire
    where first_day < until_on
),

numbered as (
    select
        *,
        count(*) filter (where covered_until is null or covered_until < first_day) over (
            partition by participant_id
            order by first_day
        ) as stretch
    from followed
)

select
    participant_id,
    min(first_day) as first_day,
    max(until_on) as until_on
from numbered
group by participant_id, stretch
