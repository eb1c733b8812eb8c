-- One row per stage and currency of deals nobody said is won, lost or open.
-- title: Every stage is won, lost or open
-- severity: leave_out
select
    coalesce(stage, '(empty)') as record,
    'stage ' || coalesce('"' || stage || '"', '(empty)') || ' of ' || count(*) || ' deals is neither won, lost nor open; say which under stages:' as message,
    cast(sum(amount_minor) as bigint) as amount_minor,
    currency,
    min(_file) as _file,
    arg_min(_row, (_file, _row)) as _row
from core.opportunity
where outcome is null and not is_deleted
group by stage, currency
