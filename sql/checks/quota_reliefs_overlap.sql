-- One row per approved relief that shares days with one before it: nothing says whether they add up.
-- title: A participant is relieved of a quota once on a day
-- severity: stop
with followed as (
    select
        *,
        max(until_on) over (
            partition by participant_id, metric
            order by first_day, until_on, _file, _row
            rows between unbounded preceding and 1 preceding
        ) as covered_until
    from core.quota_relief
    where approved_by is not null
)

select
    participant_id as record,
    participant_id || ': relief from the ' || metric || ' quota from ' || first_day || ' on begins before the one before it ends (' || cast(covered_until - 1 as date) || '); end the first, or write one for both' as message,
    amount_minor,
    case when amount_minor is not null then currency end as currency,
    _file,
    _row
from followed
where covered_until > first_day
