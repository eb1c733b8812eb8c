-- One row per invoice, on the day it was due: what it was for with its tax, less its credit notes until now.
-- title: Receivables that fell due
-- kind: flow
-- unit: money
-- attributes: product_id, territory_id
with credited as (
    select
        invoice_id,
        sum(amount_minor) as amount_minor
    from core.receivable
    where kind = 'credit note' and day <= getvariable('as_of')
    group by invoice_id
)

select
    invoice.invoice_id as fact_key,
    invoice.invoice_id as source_key,
    'Invoice ' || invoice.invoice_id as label,
    coalesce(invoice.due_on, invoice.invoiced_on) as day,
    account.customer_success_manager_id as participant_id,
    invoice.account_id,
    'primary' as credit_type,
    10000::bigint as share_bp,
    cast(invoice.total_minor + coalesce(invoice.tax_minor, 0) + coalesce(credited.amount_minor, 0) as bigint) as value,
    'money' as unit,
    invoice.currency,
    invoice.product_id,
    account.territory_id,
    account.attributes,
    invoice._file,
    invoice._row
from core.invoice as invoice
left join credited on invoice.invoice_id = credited.invoice_id
left join core.account as account on invoice.account_id = account.account_id
where invoice.is_revenue and invoice.total_minor is not null
