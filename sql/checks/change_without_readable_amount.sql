-- One row per change of a deal whose amount has more decimals than its currency has, or is too large.
-- title: Every change of a deal has an amount that can be read
-- severity: leave_out
with suspect as (
    select opportunity_id, amount, currency, _file, _row
    from united.opportunity_change
    where is_deleted is not true and (amount % 1 <> 0 or abs(amount) > 10000000000)
),

priced as (
    select
        suspect.* exclude (currency),
        coalesce(suspect.currency, opportunity.currency, getvariable('reporting_currency')) as currency
    from suspect
    left join core.opportunity as opportunity on suspect.opportunity_id = opportunity.opportunity_id
)

select
    opportunity_id as record,
    'amount: "' || rtrim(rtrim(amount::varchar, '0'), '.') || '" has more decimals than ' || currency || ' has (' || minor_digits(currency) || '), or is too large; the change counts nowhere' as message,
    null::bigint as amount_minor,
    null::varchar as currency,
    _file,
    _row
from priced
where minor_amount(amount, currency) is null
