-- One row per subscription whose customer is not among the accounts.
-- title: Every subscription's customer is an account
-- severity: warn
-- owner: billing
select
    subscription_id as record,
    'subscription ' || subscription_id || ': account ' || account_id || ' is not among the accounts' as message,
    max(mrr_minor) as amount_minor,
    currency,
    min(_file) as _file,
    arg_min(_row, (_file, _row)) as _row
from core.subscription
where exists (select 1 from core.account)
    and account_id not in (select account_id from core.account)
group by subscription_id, account_id, currency
