-- One row per payment or credit note of an invoice that is not among the invoices.
-- title: What is paid or credited was billed
-- severity: warn
-- owner: billing
with reference as (
    select 'payment ' || coalesce(payment_id, 'of record ' || _row) as what, payment_id as record, invoice_id, amount_minor, currency, _file, _row
    from core.payment
    where is_received
    union all
    select 'credit note ' || coalesce(credit_note_id, 'of record ' || _row) as what, credit_note_id as record, invoice_id, amount_minor, currency, _file, _row
    from core.credit_note
    where is_issued
)

select
    record,
    what || ': invoice ' || invoice_id || ' is not among the invoices' as message,
    amount_minor,
    currency,
    _file,
    _row
from reference
where invoice_id is not null
    and exists (select 1 from core.invoice)
    and invoice_id not in (select invoice_id from core.invoice)
