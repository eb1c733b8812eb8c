-- One row per Stripe charge, refund and lost dispute: what came in on its day, and what went back on its own.
-- feeds: payment
with charge as (
    select
        charge_id as payment_id,
        invoice_id,
        account_id,
        amount_minor,
        currency,
        charged_on as paid_on,
        status,
        attributes,
        _file,
        _row
    from staging.stripe_charge
),

refund as (
    select
        refund_id as payment_id,
        charge_id,
        -amount_minor as amount_minor,
        currency,
        refunded_on as paid_on,
        case status when 'canceled' then 'failed' else status end as status,
        attributes,
        _file,
        _row
    from staging.stripe_refund
    union all
    -- The money of a dispute that is open may come back.
    select
        dispute_id as payment_id,
        charge_id,
        -amount_minor as amount_minor,
        currency,
        disputed_on as paid_on,
        'succeeded' as status,
        attributes,
        _file,
        _row
    from staging.stripe_dispute
    where status = 'lost'
),

-- A charge that says it was paid back by more than the refunds that landed, on no day anybody knows: on its own.
landed as (
    select charge_id, sum(amount_minor) as refunded_minor
    from (select distinct on (refund_id) * from staging.stripe_refund order by refund_id, _file, _row)
    where status not in ('failed', 'canceled')
    group by charge_id
),

unexplained as (
    select
        charge.charge_id || '-refunded' as payment_id,
        charge.invoice_id,
        charge.account_id,
        cast(coalesce(landed.refunded_minor, 0) - charge.refunded_minor as bigint) as amount_minor,
        charge.currency,
        charge.charged_on as paid_on,
        'succeeded' as status,
        charge.attributes,
        charge._file,
        charge._row
    from staging.stripe_charge as charge
    left join landed on charge.charge_id = landed.charge_id
    where charge.refunded_minor > coalesce(landed.refunded_minor, 0) and charge.status <> 'failed'
)

select *
from charge
union all
select
    refund.payment_id,
    charge.invoice_id,
    charge.account_id,
    refund.amount_minor,
    refund.currency,
    refund.paid_on,
    -- What was never captured is not given back: it is set free.
    case charge.status when 'failed' then 'failed' else refund.status end as status,
    refund.attributes,
    refund._file,
    refund._row
from refund
left join charge on refund.charge_id = charge.payment_id
union all
select *
from unexplained
