-- One row per QuickBooks payment and invoice it pays.
with inside as (
    select
        payment_id,
        unnest(from_json(lines, '[{"Amount": "VARCHAR", "LinkedTxn": [{"TxnId": "VARCHAR", "TxnType": "VARCHAR"}]}]')) as line
    from staging.quickbooks_payment
    where json_valid(lines)
),

listed as (
    select payment_id, line.LinkedTxn[1].TxnId as invoice_id, plain_number(line.Amount) as amount
    from inside
    where line.LinkedTxn[1].TxnType = 'Invoice'
    union all
    select payment_id, invoice_id, amount
    from staging.quickbooks_payment_line
    where invoice_id is not null
)

select
    payment.payment_id,
    listed.invoice_id,
    minor_amount(sum(listed.amount), payment.currency) as amount_minor,
    payment.paid_on
from listed
join staging.quickbooks_payment as payment on listed.payment_id = payment.payment_id
where not payment.is_deleted
group by payment.payment_id, listed.invoice_id, payment.currency, payment.paid_on
