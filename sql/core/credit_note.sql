-- One row per credit note, with an amount above zero.
-- key: credit_note_id
-- needs: credited_on, amount_minor
-- amount: amount_minor
-- deleted: left out
with ranked as (
    select
        record.*,
        count(*) over (partition by credit_note_id) as record_count,
        row_number() over (partition by credit_note_id order by record) as position
    from united.credit_note as record
    where credit_note_id is not null and credited_on is not null and amount_minor is not null and is_deleted is not true
)

select
    kept.credit_note_id,
    kept.invoice_id,
    coalesce(link.account_id, kept.account_id, invoice.account_id) as account_id,
    kept.amount_minor,
    kept.currency,
    kept.credited_on,
    kept.status,
    kept.reason,
    coalesce(kept.status, 'issued') <> 'void' as is_issued,
    kept.attributes,
    kept._system,
    kept._file,
    kept._row,
    kept.record_count
from ranked as kept
left join core.account_link as link on kept._system = link.system and kept.account_id = link.external_id
left join core.invoice as invoice on kept.invoice_id = invoice.invoice_id
where kept.position = 1
