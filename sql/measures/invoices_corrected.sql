-- One row per invoice that had to be corrected by now, itself or by a credit note because of an error, on the day it was made out (the cohort of invoices_issued).
-- title: Invoices that were corrected
-- kind: flow
-- unit: count
-- attributes: product_id, territory_id
with credited as (
    select
        invoice_id,
        min(credited_on) as credited_on
    from core.credit_note
    -- Stripe's duplicate, and the words people use; a change of mind or an unhappy customer is no error of the invoice.
    where is_issued
        and replace(replace(lower(reason), '_', ' '), '-', ' ') in
            ('duplicate', 'error', 'billing error', 'invoice error', 'pricing error', 'wrong amount', 'incorrect amount', 'wrong price', 'correction')
    group by invoice_id
)

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
left join credited on invoice.invoice_id = credited.invoice_id
left join core.account as account on invoice.account_id = account.account_id
where invoice.status <> 'draft'
    and (invoice.status <> 'void' or invoice.corrected_on is not null)
    and least(invoice.corrected_on, credited.credited_on) <= getvariable('as_of')
