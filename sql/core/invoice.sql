-- One row per invoice that is revenue: finalised and not void or written off.
with staged as (
    select invoice_id, account_id, currency, invoiced_on, total_minor, _file, _row
    from staging.stripe_invoice
    where status in ('open', 'paid')
    union all
    select invoice_id, account_id, currency, invoiced_on, total_minor, _file, _row
    from staging.attain_invoice
),

ranked as (
    select
        *,
        row_number() over (partition by invoice_id order by _file, _row) as position
    from staged
    where invoice_id is not null
)

select * exclude (position)
from ranked
where position = 1
