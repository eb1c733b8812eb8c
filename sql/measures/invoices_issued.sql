-- One row per invoice that left the house, on the day it was made out; a void one counts where it had to be corrected.
-- title: Invoices made out
-- kind: flow
-- unit: count
-- attributes: product_id, territory_id
select
    invoice.invoice_id as fact_key,
    invoice.invoice_id as source_key,
    'Invoice ' || invoice.invoice_id as label,
    invoice.invoiced_on as day,
    account.customer_success_manager_id as participant_id,
    invoice.account_id,
    'primary' as credit_type,
    10000::bigint as share_bp,
    1::bigint as value,
    'count' as unit,
    null::varchar as currency,
    invoice.product_id,
    account.territory_id,
    account.attributes,
    invoice._file,
    invoice._row
from core.invoice as invoice
left join core.account as account on invoice.account_id = account.account_id
where invoice.status <> 'draft' and (invoice.status <> 'void' or invoice.corrected_on is not null)
