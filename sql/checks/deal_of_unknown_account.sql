-- One row per deal whose account is not among the accounts.
-- title: Every deal's account is known
-- severity: warn
select
    opportunity_id as record,
    coalesce(name, opportunity_id) || ': account ' || account_id || ' is not among the accounts' as message,
    amount_minor,
    currency,
    _file,
    _row
from core.opportunity
where not is_deleted
    and account_id is not null
    and exists (select 1 from core.account)
    and account_id not in (select account_id from core.account)
