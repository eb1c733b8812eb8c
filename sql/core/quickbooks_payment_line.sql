-- One row per QuickBooks payment and invoice it pays.
with payment as (
    -- A page may repeat what another has had: each payment, and each line, once.
    select distinct on (payment_id) *
    from staging.quickbooks_payment
    order by payment_id, is_deleted, _file, _row
),

inside as (
    select
        payment_id,
        unnest(from_json(lines, '[{"Amount": "VARCHAR", "LinkedTxn": [{"TxnId": "VARCHAR", "TxnType": "VARCHAR"}]}]')) as line
    from payment
    where lines is not null
),

listed as (
    select payment_id, line.LinkedTxn[1].TxnId as invoice_id, plain_number(line.Amount) as amount
    from inside
    where line.LinkedTxn[1].TxnType = 'Invoice'
    union all
    select payment_id, invoice_id, amount
    from (select distinct on (payment_id, number) * from staging.quickbooks_payment_line order by payment_id, number, _file, _row)
    where invoice_id is not null
)

select
    payment.payment_id,
    listed.invoice_id,
    minor_amount(sum(listed.amount), payment.currency) as amount_minor,
    payment.paid_on
from listed
join payment on listed.payment_id = payment.payment_id
where not payment.is_deleted
group by payment.payment_id, listed.invoice_id, payment.currency, payment.paid_on
