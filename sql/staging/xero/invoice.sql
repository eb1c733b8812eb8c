-- One row per Xero invoice, as landed: sales (ACCREC) and purchases (ACCPAY).
-- column invoice_id: InvoiceID|invoice_id text required
-- column type: Type text required
-- column contact_id: Contact.ContactID|contact_id text
-- column invoiced_on: Date date required
-- column due_on: DueDate|due_date date
-- column paid_on: FullyPaidOnDate|fully_paid_on_date date
-- column currency: CurrencyCode|currency_code text
-- column subtotal: SubTotal|sub_total money(currency) required
-- column tax: TotalTax|total_tax money(currency)
-- column status: Status text required
-- column line_amount_types: LineAmountTypes|line_amount_types text
-- column lines: LineItems json(LineAmount)
select
    invoice_id,
    upper(type) as type,
    contact_id,
    invoiced_on,
    due_on,
    paid_on,
    coalesce(upper(currency), getvariable('reporting_currency')) as currency,
    -- Without tax, whether or not the lines have it in them.
    subtotal as subtotal_minor,
    tax as tax_minor,
    -- What is voided or deleted stays in the list.
    case upper(status)
        when 'AUTHORISED' then 'open'
        when 'PAID' then 'paid'
        when 'VOIDED' then 'void'
        when 'DELETED' then 'void'
        else 'draft'
    end as status,
    coalesce(lower(line_amount_types) = 'inclusive', false) as has_tax_in_lines,
    -- A replication service has them in invoice_line_item.
    lines,
    attributes,
    _file,
    _row
from raw.xero_invoice
