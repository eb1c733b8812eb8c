-- One row per account and currency whose deals won in the year before are billed for less than half, 90 days after the last of them.
-- title: What was won is billed
-- severity: warn
-- owner: billing
with won as (
    select account_id, currency, count(*) as deals, sum(amount_minor) as won_minor, min(close_on) as first_on, max(close_on) as last_on,
        min(_file) as _file, arg_min(_row, (_file, _row)) as _row
    from core.opportunity
    where outcome = 'won' and not is_deleted and account_id is not null and amount_minor > 0
        and close_on > cast(getvariable('as_of') - interval 1 year as date) and close_on <= getvariable('as_of')
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
    || ' and ' || case when billed_minor = 0 then 'no invoice' else 'invoices of only ' || major_text(billed_minor, currency) end as message,
    cast(won_minor - billed_minor as bigint) as amount_minor,
    currency,
    _file,
    _row
from together
where exists (select 1 from core.invoice) and billed_minor * 2 < won_minor
