-- One row per record of base pay that does not say how much for how long, or overlaps another of the same participant.
-- title: Base pay is one amount a day, for a year, quarter or month
-- severity: hold
with followed as (
    select
        *,
        max(until_on) over (
            partition by participant_id
            order by first_day, until_on, _file, _row
            rows between unbounded preceding and 1 preceding
        ) as covered_until
    from core.base_pay
)

select
    participant_id as record,
    participant_id || ': the base pay from ' || first_day ||
        case
            when amount_minor is null then ' has no amount that can be read'
            when per is null or per not in ('year', 'quarter', 'month') then ' is per ' || coalesce('"' || per || '"', 'nothing') || '; write year, quarter or month'
            else ' begins before the one before it ends (' || cast(covered_until - 1 as date) || ')'
        end as message,
    amount_minor,
    currency,
    participant_id,
    first_day as day,
    until_on,
    'core.base_pay' as touches,
    _file,
    _row
from followed
where amount_minor is null or per is null or per not in ('year', 'quarter', 'month') or first_day < covered_until
union all
select
    owner_id as record,
    owner_id || ': base pay without a first day that can be read' as message,
    amount_minor,
    currency,
    owner_id as participant_id,
    null::date as day,
    null::date as until_on,
    'core.base_pay' as touches,
    _file,
    _row
from united.base_pay
where first_day is null and is_deleted is not true
