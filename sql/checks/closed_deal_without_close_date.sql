-- One row per won or lost deal whose close date is missing or cannot be read.
-- title: Every closed deal has a close date
-- severity: leave_out
select
    opportunity_id as record,
    coalesce(name, opportunity_id) || ' is ' || outcome || ' and has no close date' as message,
    amount_minor as amount_minor,
    currency as currency,
    _file,
    _row
from core.opportunity
where outcome in ('won', 'lost') and close_on is null and not is_deleted
