-- One row per account that has bought anything: the day it first did, by a deal won, an invoice or a subscription.
select
    account_id,
    min(bought_on) as customer_on
from (
    select account_id, close_on as bought_on
    from core.opportunity
    where outcome = 'won' and not is_deleted and close_on <= getvariable('as_of')
    union all
    select account_id, invoiced_on as bought_on
    from core.invoice
    where is_revenue and total_minor > 0
    union all
    select account_id, effective_on as bought_on
    from core.subscription
    where mrr_minor > 0
)
where account_id is not null and bought_on is not null
group by account_id
