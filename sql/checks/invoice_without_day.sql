-- One row per invoice that is revenue and has no day or no amount, so that it is revenue of no period.
-- title: Every invoice that is revenue has a day and an amount
-- severity: leave_out
-- owner: finance
select
    invoice_id as record,
    'invoice ' || invoice_id || ' is ' || coalesce(status, 'open') || ' and has no ' || case when invoiced_on is null then 'day' else 'amount' end || '; it counts nowhere' as message,
    total_minor as amount_minor,
    currency,
    _file,
    _row
from core.invoice
where is_revenue and (invoiced_on is null or total_minor is null)
