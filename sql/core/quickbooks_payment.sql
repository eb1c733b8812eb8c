-- One row per QuickBooks payment and invoice it pays, per what is left of it, and per sales and refund receipt.
-- feeds: payment
with applied as (
    select payment_id, sum(amount_minor) as amount_minor
    from core.quickbooks_payment_line
    group by payment_id
)

select
    payment.payment_id || '-' || line.invoice_id as payment_id,
    line.invoice_id,
    payment.customer_id as account_id,
    line.amount_minor,
    payment.currency,
    payment.paid_on,
    'succeeded' as status,
    false as is_deleted,
    payment.attributes,
    payment._file,
    payment._row
from core.quickbooks_payment_line as line
join staging.quickbooks_payment as payment on line.payment_id = payment.payment_id
union all
-- Paid on account; or below zero where credit memos paid a part of the invoices.
select
    payment.payment_id,
    null as invoice_id,
    payment.customer_id as account_id,
    cast(payment.amount_with_tax_minor - coalesce(applied.amount_minor, 0) as bigint) as amount_minor,
    payment.currency,
    payment.paid_on,
    case when payment.is_deleted or payment.is_void then 'failed' else 'succeeded' end as status,
    payment.is_deleted,
    payment.attributes,
    payment._file,
    payment._row
from staging.quickbooks_payment as payment
left join applied on payment.payment_id = applied.payment_id
where payment.is_deleted or payment.amount_with_tax_minor is distinct from applied.amount_minor
union all
select
    sales_receipt_id as payment_id,
    sales_receipt_id as invoice_id,
    customer_id as account_id,
    amount_with_tax_minor as amount_minor,
    currency,
    sold_on as paid_on,
    case when is_deleted or is_void then 'failed' else 'succeeded' end as status,
    is_deleted,
    attributes,
    _file,
    _row
from staging.quickbooks_sales_receipt
union all
select
    refund_receipt_id as payment_id,
    null as invoice_id,
    customer_id as account_id,
    -amount_with_tax_minor as amount_minor,
    currency,
    refunded_on as paid_on,
    case when is_deleted or is_void then 'failed' else 'succeeded' end as status,
    is_deleted,
    attributes,
    _file,
    _row
from staging.quickbooks_refund_receipt
