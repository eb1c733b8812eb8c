-- One row per deal nobody owns.
-- title: Every deal has an owner
-- severity: leave_out
select
    opportunity_id as record,
    coalesce(name, opportunity_id) || ' (' || coalesce(outcome, stage, 'no stage') || ') has no owner' as message,
    amount_minor as amount_minor,
    currency as currency,
    _file,
    _row
from core.opportunity
where owner_id is null and not is_deleted
