-- One row per Xero credit note, as landed: of sales (ACCRECCREDIT) and of purchases (ACCPAYCREDIT).
-- column credit_note_id: CreditNoteID|credit_note_id text required
-- column type: Type text required
-- column contact_id: Contact.ContactID|contact_id text
-- column credited_on: Date date required
-- column currency: CurrencyCode|currency_code text
-- column subtotal: SubTotal|sub_total money(currency) required
-- column status: Status text required
-- column reason: Reference text
-- column allocated_to: Allocations.0.Invoice.InvoiceID text
-- column allocated_next: Allocations.1.Invoice.InvoiceID text
-- column line_amount_types: LineAmountTypes|line_amount_types text
-- column lines: LineItems json(LineAmount)
select
    credit_note_id,
    upper(type) as type,
    contact_id,
    credited_on,
    coalesce(upper(currency), getvariable('reporting_currency')) as currency,
    subtotal as subtotal_minor,
    -- A draft is no credit yet.
    case when upper(status) in ('AUTHORISED', 'PAID') then 'issued' else 'void' end as status,
    reason,
    -- One that is spread over several invoices is of none of them.
    case when allocated_next is null then allocated_to end as invoice_id,
    coalesce(lower(line_amount_types) = 'inclusive', false) as has_tax_in_lines,
    lines,
    attributes,
    _file,
    _row
from raw.xero_credit_note
