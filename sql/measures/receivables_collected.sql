-- One row per invoice of which something has been paid by now, on the day it was due (the cohort of receivables_due): what was paid, and no more than was due.
-- title: Receivables that were collected
-- kind: flow
-- unit: money
-- attributes: product_id, territory_id
with settled as (
    select
        invoice_id,
        sum(amount_minor) filter (where kind <> 'payment') as due_minor,
        -sum(amount_minor) filter (where kind = 'payment') as paid_minor
    from core.receivable
    where day <= getvariable('as_of') or kind = 'invoice'
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
    cast(least(settled.paid_minor, settled.due_minor) as bigint) as value,
    'money' as unit,
    invoice.currency,
    invoice.product_id,
    account.territory_id,
    account.attributes,
    invoice._file,
    invoice._row
from core.invoice as invoice
join settled on invoice.invoice_id = settled.invoice_id
left join core.account as account on invoice.account_id = account.account_id
where invoice.is_revenue and settled.paid_minor is not null
