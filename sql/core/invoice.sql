-- One row per invoice; it is revenue when it is finalised and neither void nor written off.
-- key: invoice_id
-- amount: total_minor
-- deleted: left out
with ranked as (
    select
        record.*,
        count(*) over (partition by invoice_id) as record_count,
        -- Of records with one key the one that says the most of what became of the invoice stands: once void, always void.
        row_number() over (
            partition by invoice_id
            order by
                case status when 'void' then 1 when 'uncollectible' then 2 when 'paid' then 3 when 'open' then 4 else 5 end,
                total_minor desc nulls last, invoiced_on, account_id, currency, record
        ) as position
    from united.invoice as record
    where invoice_id is not null and is_deleted is not true
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
from ranked as kept
left join core.account_link as link on kept._system = link.system and kept.account_id = link.external_id
where kept.position = 1
