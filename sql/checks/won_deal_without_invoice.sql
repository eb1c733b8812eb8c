-- One row per account and currency billed for less than half of what its deals won in the year before come to by now, 90 days after the last of them.
-- title: What was won is billed
-- severity: warn
-- owner: billing
with deal as (
    select *, cast(ceil(365 * greatest(coalesce(term_months, 12), 1) / 12) as bigint) as term_days
    from core.opportunity
    where outcome = 'won' and not is_deleted and account_id is not null and amount_minor > 0
        and close_on > cast(getvariable('as_of') - interval 1 year as date) and close_on <= getvariable('as_of')
),

won as (
    select account_id, currency, count(*) as deals, sum(amount_minor) as won_minor, min(close_on) as first_on, max(close_on) as last_on,
        -- Spread evenly over the deal's term, or a year: who is billed by the month has not been billed all of it.
        cast(sum(amount_minor::hugeint * least(getvariable('as_of') - close_on, term_days) // term_days) as bigint) as due_minor,
        min(_file) as _file, arg_min(_row, (_file, _row)) as _row
    from deal
    group by account_id, currency
),

billed as (
    select account_id, currency, sum(total_minor) as billed_minor
    from core.invoice
    where is_revenue and invoiced_on <= getvariable('as_of')
        and invoiced_on > cast(getvariable('as_of') - interval 1 year as date)
    group by account_id, currency
),

-- An account that is billed in another currency than its deals are in says nothing here.
together as (
    select won.*, coalesce(billed.billed_minor, 0) as billed_minor
    from won
    left join billed on won.account_id = billed.account_id and won.currency = billed.currency
    where won.last_on <= cast(getvariable('as_of') - interval 90 day as date)
        and not exists (select 1 from billed as other where other.account_id = won.account_id and other.currency <> won.currency)
)

select
    account_id as record,
    'account ' || account_id || ': ' || deals || case when deals = 1 then ' deal' else ' deals' end || ' of ' || major_text(won_minor, currency) || ' ' || currency || ' won since ' || first_on
    || ', of which ' || major_text(due_minor, currency) || ' would be billed by now, and ' || case when billed_minor = 0 then 'no invoice' else 'invoices of only ' || major_text(billed_minor, currency) end as message,
    cast(due_minor - billed_minor as bigint) as amount_minor,
    currency,
    _file,
    _row
from together
where exists (select 1 from core.invoice) and billed_minor * 2 < due_minor
