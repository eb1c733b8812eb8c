-- One row per won deal with an amount below zero.
-- title: No won deal is worth less than zero
-- severity: warn
select
    opportunity_id as record,
    coalesce(name, opportunity_id) || ' is won and is worth less than zero' as message,
    amount_minor,
    currency,
    _file,
    _row
from core.opportunity
where outcome = 'won' and not is_deleted and amount_minor < 0
