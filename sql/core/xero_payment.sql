-- One row per payment of a Xero sales invoice, and per credit note paid out to a customer, below zero.
-- feeds: payment
select
    payment.payment_id,
    invoice.invoice_id,
    coalesce(invoice.contact_id, credit_note.contact_id) as account_id,
    minor_amount(case when invoice.invoice_id is null then -payment.amount else payment.amount end, coalesce(invoice.currency, credit_note.currency)) as amount_minor,
    coalesce(invoice.currency, credit_note.currency) as currency,
    payment.paid_on,
    payment.status,
    payment.attributes,
    payment._file,
    payment._row
from staging.xero_payment as payment
left join staging.xero_invoice as invoice on payment.invoice_id = invoice.invoice_id and invoice.type = 'ACCREC'
left join staging.xero_credit_note as credit_note on payment.credit_note_id = credit_note.credit_note_id and credit_note.type = 'ACCRECCREDIT'
where invoice.invoice_id is not null or credit_note.credit_note_id is not null
