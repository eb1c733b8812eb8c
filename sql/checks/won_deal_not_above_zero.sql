-- One row per won deal with an amount of nothing, or below zero.
-- title: Every won deal is worth more than nothing
-- severity: warn
select
    opportunity_id as record,
    coalesce(name, opportunity_id) || ' is won and is worth ' || case when amount_minor = 0 then 'nothing' else 'less than zero' end as message,
    amount_minor,
    currency,
    _file,
    _row
from core.opportunity
where outcome = 'won' and not is_deleted and amount_minor <= 0
