-- One row per QuickBooks invoice and sales receipt, net of tax.
-- feeds: invoice
with paid as (
    select invoice_id, max(paid_on) as paid_on
    from core.quickbooks_payment_line
    group by invoice_id
)

select
    invoice.invoice_id,
    invoice.customer_id as account_id,
    invoice.currency,
    invoice.invoiced_on,
    invoice.amount_with_tax_minor - coalesce(invoice.tax_minor, 0) as total_minor,
    coalesce(invoice.tax_minor, 0) as tax_minor,
    case
        when invoice.is_deleted or invoice.is_void then 'void'
        when invoice.balance_minor = 0 and invoice.amount_with_tax_minor <> 0 then 'paid'
        else 'open'
    end as status,
    invoice.due_on,
    case when invoice.balance_minor = 0 then paid.paid_on end as paid_on,
    invoice.is_deleted,
    invoice.attributes,
    invoice._file,
    invoice._row
from staging.quickbooks_invoice as invoice
left join paid on invoice.invoice_id = paid.invoice_id
union all
select
    sales_receipt_id as invoice_id,
    customer_id as account_id,
    currency,
    sold_on as invoiced_on,
    amount_with_tax_minor - coalesce(tax_minor, 0) as total_minor,
    coalesce(tax_minor, 0) as tax_minor,
    case when is_deleted or is_void then 'void' else 'paid' end as status,
    sold_on as due_on,
    sold_on as paid_on,
    is_deleted,
    attributes,
    _file,
    _row
from staging.quickbooks_sales_receipt
