-- One row per manager, participant who reports to the manager directly or through others, and stretch of days.
with recursive chain as (
    select manager_id, participant_id, first_day, until_on
    from core.hierarchy
    -- What is found again is not followed again, so that lines which go round come to an end.
    union
    select
        upper.manager_id,
        chain.participant_id,
        greatest(chain.first_day, upper.first_day) as first_day,
        least(chain.until_on, upper.until_on) as until_on
    from chain
    join core.hierarchy as upper
        on chain.manager_id = upper.participant_id
        and chain.first_day < upper.until_on
        and upper.first_day < chain.until_on
),

-- Somebody whom two lines lead to on one day reports once.
followed as (
    select
        *,
        max(until_on) over (
            partition by manager_id, participant_id
            order by first_day, until_on
            rows between unbounded preceding and 1 preceding
        ) as covered_until
    from chain
    -- Nobody reports to themselves: see checks/reporting_lines_go_round.
    where manager_id <> participant_id
),

numbered as (
    select
        *,
        count(*) filter (where covered_until is null or covered_until < first_day) over (
            partition by manager_id, participant_id
            order by first_day, until_on
        ) as stretch
    from followed
)

select
    manager_id,
    participant_id,
    min(first_day) as first_day,
    max(until_on) as until_on
from numbered
group by manager_id, participant_id, stretch
