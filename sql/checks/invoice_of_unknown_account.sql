-- One row per invoice whose customer is not among the accounts.
-- title: Every invoice's customer is an account
-- severity: warn
-- owner: billing
select
    invoice_id as record,
    'invoice ' || invoice_id || ': ' || coalesce('account ' || account_id || ' is not among the accounts', 'has no account') || '; nobody''s revenue counts it' as message,
    total_minor as amount_minor,
    currency,
    _file,
    _row
from core.invoice
where is_revenue
    and exists (select 1 from core.account)
    and (account_id is null or account_id not in (select account_id from core.account))
