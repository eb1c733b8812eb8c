-- One row per Xero sales invoice, net of tax.
-- feeds: invoice
with sold as (
    -- An invoice of several items is of none of them.
    select document_id, case when count(distinct item_code) = 1 then min(item_code) end as product_id
    from core.xero_line
    group by document_id
)

select
    invoice.invoice_id,
    invoice.contact_id as account_id,
    invoice.currency,
    invoice.invoiced_on,
    invoice.subtotal_minor as total_minor,
    invoice.tax_minor,
    invoice.status,
    invoice.due_on,
    invoice.paid_on,
    sold.product_id,
    invoice.attributes,
    invoice._file,
    invoice._row
from staging.xero_invoice as invoice
left join sold on invoice.invoice_id = sold.document_id
where invoice.type = 'ACCREC'
