-- One row per deal without an account.
-- title: Every deal has an account
-- severity: warn
select
    opportunity_id as record,
    coalesce(name, opportunity_id) || ' has no account' as message,
    amount_minor as amount_minor,
    currency as currency,
    _file,
    _row
from core.opportunity
where account_id is null and not is_deleted
