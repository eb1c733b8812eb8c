-- One row per assignment that does not say in words we know for how long its target incentive is.
-- title: Every target incentive is for a month, a quarter or a year
-- severity: leave_out
select
    participant_id as record,
    participant_id || ': per ' || coalesce('"' || given_per || '"', '(empty)') || ' of the target incentive from ' || coalesce(first_day::varchar, 'no day') ||
        ' on is not month, quarter or year; a scorecard cannot be paid from it' as message,
    target_incentive_minor as amount_minor,
    currency,
    _file,
    _row
from united.assignment
where participant_id is not null
    and target_incentive_per is null
    and (given_per is not null or target_incentive_minor is not null)
