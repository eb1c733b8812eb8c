-- One row per deal won in the year before with the name, account, amount and close date of another.
-- title: Every deal is there once
-- severity: warn
-- A hash first, because that is much less to compare for millions of deals; what decides is what they say.
with alike as (
    select hash(account_id, close_on, amount_minor, currency) as likeness
    from core.opportunity
    where outcome = 'won' and not is_deleted and account_id is not null and close_on > cast(getvariable('as_of') - interval 1 year as date) and amount_minor <> 0
    group by likeness
    having count(*) > 1
),

ranked as (
    select
        deal.*,
        first_value(deal.opportunity_id) over same as first_id,
        row_number() over same as position
    from core.opportunity as deal
    join alike on hash(deal.account_id, deal.close_on, deal.amount_minor, deal.currency) = alike.likeness
    where deal.outcome = 'won' and not deal.is_deleted and deal.account_id is not null
        and deal.close_on > cast(getvariable('as_of') - interval 1 year as date)
        and deal.amount_minor <> 0
    window same as (
        partition by deal.account_id, deal.close_on, deal.amount_minor, deal.currency, lower(trim(coalesce(deal.name, '')))
        order by deal.created_on nulls last, deal.opportunity_id
    )
)

select
    opportunity_id as record,
    coalesce(name, opportunity_id) || ' (' || opportunity_id || ') has the account, close date, amount and name of ' || first_id || '; if they are one, delete it, or both are credited' as message,
    amount_minor,
    currency,
    _file,
    _row
from ranked
where position > 1
