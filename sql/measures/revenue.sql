-- One row per invoice that is revenue, on the day it was made out, and per credit note, on its day, below 0.
-- title: Revenue
-- kind: flow
-- unit: money
-- attributes: product_id, territory_id
with movement as (
    select
        invoice_id as fact_key,
        invoice_id as source_key,
        'Invoice ' || invoice_id as label,
        invoiced_on as day,
        account_id,
        total_minor as value,
        currency,
        product_id,
        _file,
        _row
    from core.invoice
    where is_revenue
    union all
    -- What is credited of an invoice that is no revenue takes none away.
    select
        'credit note|' || note.credit_note_id as fact_key,
        note.credit_note_id as source_key,
        'Credit note ' || note.credit_note_id as label,
        note.credited_on as day,
        coalesce(invoice.account_id, note.account_id) as account_id,
        -note.amount_minor as value,
        note.currency,
        invoice.product_id,
        note._file,
        note._row
    from core.credit_note as note
    left join core.invoice as invoice on note.invoice_id = invoice.invoice_id
    where note.is_issued and coalesce(invoice.is_revenue, true)
)

select
    movement.fact_key,
    movement.source_key,
    movement.label,
    movement.day,
    account.customer_success_manager_id as participant_id,
    movement.account_id,
    'primary' as credit_type,
    10000::bigint as share_bp,
    movement.value,
    'money' as unit,
    movement.currency,
    movement.product_id,
    account.territory_id,
    account.attributes,
    movement._file,
    movement._row
from movement
left join core.account as account on movement.account_id = account.account_id
