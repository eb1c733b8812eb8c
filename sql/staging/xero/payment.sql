-- One row per Xero payment, as landed: of sales and of purchases, and of credit notes paid out.
-- column payment_id: PaymentID|payment_id text required
-- column invoice_id: Invoice.InvoiceID|invoice_id text
-- column credit_note_id: CreditNote.CreditNoteID|credit_note_id text
-- column type: PaymentType|payment_type text
-- column paid_on: Date date required
-- column amount: Amount number required
-- column status: Status text
select
    payment_id,
    invoice_id,
    credit_note_id,
    upper(type) as type,
    paid_on,
    -- In major units of the invoice's currency.
    amount,
    case when upper(status) = 'DELETED' then 'failed' else 'succeeded' end as status,
    attributes,
    _file,
    _row
from raw.xero_payment
