-- One row per target that is for no month and no period the calendar has.
-- title: Every target is for a month, or a period of the calendar
-- severity: leave_out
-- owner: Revenue operations
select
    coalesce(target.owner_id, target.territory_id) as record,
    coalesce(target.owner_id, target.territory_id, 'somebody') || ': ' ||
        case
            when target.period is not null then 'the calendar has no period "' || target.period || '"'
            else 'no month and no period is written'
        end ||
        '; the target counts nowhere' as message,
    target.quota_minor as amount_minor,
    target.currency,
    target._file,
    target._row
from united.target as target
left join calendar.period as period on target.period = period.label
where target.month is null and period.label is null
