-- One row per movement of what customers owe: an invoice with its tax, a credit note, a payment.
-- made: view
with invoice as (
    select
        *,
        total_minor + coalesce(tax_minor, 0) as gross_minor
    from core.invoice
    where is_revenue and total_minor is not null
),

-- A credit note says its amount without tax, as the invoice does, and takes the tax with it.
credit as (
    select
        note.credit_note_id as source_id,
        note.invoice_id,
        coalesce(invoice.account_id, note.account_id) as account_id,
        note.currency,
        invoice.product_id,
        note.credited_on as day,
        'credit note' as kind,
        -case
            when coalesce(invoice.total_minor, 0) = 0 then note.amount_minor
            else rounded_share(note.amount_minor, invoice.gross_minor, invoice.total_minor)
        end as amount_minor,
        note._file,
        note._row
    from core.credit_note as note
    left join invoice on note.invoice_id = invoice.invoice_id
    where note.is_issued and (note.invoice_id is null or invoice.invoice_id is not null)
),

payment as (
    select
        payment.payment_id as source_id,
        payment.invoice_id,
        coalesce(invoice.account_id, payment.account_id) as account_id,
        payment.currency,
        invoice.product_id,
        payment.paid_on as day,
        'payment' as kind,
        -payment.amount_minor as amount_minor,
        payment._file,
        payment._row
    from core.payment as payment
    left join invoice on payment.invoice_id = invoice.invoice_id
    where payment.is_received and (payment.invoice_id is null or invoice.invoice_id is not null)
),

credited as (
    select
        invoice_id,
        sum(amount_minor) as amount_minor
    from credit
    group by invoice_id
),

-- An invoice that is paid and of which no payment is known was paid in full, on the day it says.
settled as (
    select
        invoice.invoice_id as source_id,
        invoice.invoice_id,
        invoice.account_id,
        invoice.currency,
        invoice.product_id,
        coalesce(invoice.paid_on, invoice.due_on, invoice.invoiced_on) as day,
        'payment' as kind,
        -(invoice.gross_minor + coalesce(credited.amount_minor, 0)) as amount_minor,
        invoice._file,
        invoice._row
    from invoice
    left join credited on invoice.invoice_id = credited.invoice_id
    anti join payment on invoice.invoice_id = payment.invoice_id
    where invoice.status = 'paid'
)

select
    invoice_id as source_id,
    invoice_id,
    account_id,
    currency,
    product_id,
    invoiced_on as day,
    'invoice' as kind,
    gross_minor as amount_minor,
    _file,
    _row
from invoice
union all
select * from credit
union all
select * from payment
union all
select source_id, invoice_id, account_id, currency, product_id, day, kind, cast(amount_minor as bigint) as amount_minor, _file, _row
from settled
