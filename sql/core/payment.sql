-- One row per payment of a customer; received when it succeeded and was not given back.
-- key: payment_id
-- needs: paid_on, amount_minor
-- amount: amount_minor
-- deleted: left out
with ranked as (
    select
        record.*,
        count(*) over (partition by payment_id) as record_count,
        row_number() over (partition by payment_id order by record) as position
    from united.payment as record
    where payment_id is not null and paid_on is not null and amount_minor is not null and is_deleted is not true
)

select
    kept.payment_id,
    kept.invoice_id,
    coalesce(link.account_id, kept.account_id, invoice.account_id) as account_id,
    kept.amount_minor,
    kept.currency,
    kept.paid_on,
    kept.status,
    coalesce(kept.status, 'succeeded') = 'succeeded' as is_received,
    kept.attributes,
    kept._system,
    kept._file,
    kept._row,
    kept.record_count
from ranked as kept
left join core.account_link as link on kept._system = link.system and kept.account_id = link.external_id
left join core.invoice as invoice on kept.invoice_id = invoice.invoice_id
where kept.position = 1
