-- One row per invoice that is revenue, on the day it was made out.
-- title: Revenue
-- kind: flow
-- unit: money
select
    invoice.invoice_id as fact_key,
    invoice.invoice_id as source_key,
    'Invoice ' || invoice.invoice_id as label,
    invoice.invoiced_on as day,
    account.customer_success_manager_id as participant_id,
    invoice.account_id,
    'primary' as credit_type,
    10000::bigint as share_bp,
    invoice.total_minor as value,
    'money' as unit,
    invoice.currency,
    account.attributes,
    invoice._file,
    invoice._row
from core.invoice as invoice
left join core.account as account on invoice.account_id = account.account_id
where invoice.is_revenue
