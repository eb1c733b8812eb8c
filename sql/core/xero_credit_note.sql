-- One row per Xero credit note to a customer, net of tax.
-- feeds: credit_note
select
    credit_note_id,
    invoice_id,
    contact_id as account_id,
    subtotal_minor as amount_minor,
    currency,
    credited_on,
    status,
    reason,
    attributes,
    _file,
    _row
from staging.xero_credit_note
where type = 'ACCRECCREDIT'
