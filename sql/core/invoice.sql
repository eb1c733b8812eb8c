-- One row per invoice; it is revenue when it is finalised and neither void nor written off.
with staged as (
    select invoice_id, account_id, currency, invoiced_on, total_minor, status, _file, _row
    from staging.stripe_invoice
    union all
    select invoice_id, account_id, currency, invoiced_on, total_minor, 'open' as status, _file, _row
    from staging.attain_invoice
),

-- Of records with one key the one that says the most of what became of the invoice stands: once void, always void.
ranked as (
    select
        *,
        count(*) over (partition by invoice_id) as record_count,
        row_number() over (
            partition by invoice_id
            order by
                case status when 'void' then 1 when 'uncollectible' then 2 when 'paid' then 3 when 'open' then 4 else 5 end,
                total_minor desc nulls last, invoiced_on, account_id, currency, _file, _row
        ) as position
    from staged
    where invoice_id is not null
)

select
    * exclude (position, status),
    status in ('open', 'paid') as is_revenue
from ranked
where position = 1
