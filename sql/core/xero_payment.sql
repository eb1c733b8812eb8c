-- One row per payment of a Xero sales invoice, and per credit note paid out to a customer, below zero.
-- feeds: payment
-- A page may repeat what another has had: each document once.
with invoice as (
    select distinct on (invoice_id) invoice_id, type, contact_id, currency
    from staging.xero_invoice
    order by invoice_id, _file, _row
),

credit_note as (
    select distinct on (credit_note_id) credit_note_id, type, contact_id, currency
    from staging.xero_credit_note
    order by credit_note_id, _file, _row
)

select
    payment.payment_id,
    payment.invoice_id,
    coalesce(invoice.contact_id, credit_note.contact_id) as account_id,
    case
        when invoice.invoice_id is not null then minor_amount(payment.amount, invoice.currency)
        when credit_note.credit_note_id is not null then minor_amount(-payment.amount, credit_note.currency)
    end as amount_minor,
    coalesce(invoice.currency, credit_note.currency) as currency,
    payment.paid_on,
    payment.status,
    payment.attributes,
    payment._file,
    payment._row
from staging.xero_payment as payment
left join invoice on payment.invoice_id = invoice.invoice_id
left join credit_note on payment.credit_note_id = credit_note.credit_note_id
where
    invoice.type = 'ACCREC' or credit_note.type = 'ACCRECCREDIT'
    -- One of an invoice that has not landed stays, without an amount, so that a check finds it.
    or (invoice.invoice_id is null and payment.type = 'ACCRECPAYMENT' and payment.status = 'succeeded')
