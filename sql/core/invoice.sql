-- One row per invoice; it is revenue when it is finalised and neither void nor written off.
-- key: invoice_id
-- amount: total_minor
-- deleted: left out
with repeated as (
    select
        invoice_id,
        count(*) as record_count
    from united.invoice
    where invoice_id is not null and is_deleted is not true
    group by invoice_id
    having count(*) > 1
),

-- Of records with one key the one that says the most of what became of the invoice stands: once void, always void.
ranked as (
    select
        record.*,
        repeated.record_count,
        row_number() over (
            partition by record.invoice_id
            order by
                case status when 'void' then 1 when 'uncollectible' then 2 when 'paid' then 3 when 'open' then 4 else 5 end,
                total_minor desc nulls last, invoiced_on, account_id, currency, record
        ) as position
    from united.invoice as record
    join repeated on record.invoice_id = repeated.invoice_id
    where record.invoice_id is not null and is_deleted is not true
),

kept as (
    select
        record.*,
        1::bigint as record_count
    from united.invoice as record
    anti join repeated on record.invoice_id = repeated.invoice_id
    where record.invoice_id is not null and is_deleted is not true
    union all
    select * exclude (position)
    from ranked
    where position = 1
)

select
    kept.invoice_id,
    coalesce(link.account_id, kept.account_id) as account_id,
    kept.currency,
    kept.invoiced_on,
    kept.total_minor,
    kept.tax_minor,
    kept.status,
    coalesce(kept.status, 'open') in ('open', 'paid') as is_revenue,
    kept.due_on,
    kept.paid_on,
    kept.corrected_on,
    kept.product_id,
    kept.opportunity_id,
    kept.subscription_id,
    kept.attributes,
    kept._system,
    kept._file,
    kept._row,
    kept.record_count
from kept
left join core.account_link as link on kept._system = link.system and kept.account_id = link.external_id
