-- One row per won deal whose amount is missing or cannot be read.
-- title: Every won deal has an amount
-- severity: leave_out
select
    opportunity_id as record,
    coalesce(name, opportunity_id) || ' is won and has no amount' as message,
    amount_minor as amount_minor,
    currency as currency,
    _file,
    _row
from core.opportunity
where outcome = 'won' and amount_minor is null and not is_deleted
