-- One row per won deal with the name, account, amount and close date of another.
-- title: Every deal is there once
-- severity: warn
with alike as (
    select account_id, close_on, amount_minor, currency
    from core.opportunity
    where outcome = 'won' and not is_deleted and account_id is not null and close_on is not null and amount_minor <> 0
    group by account_id, close_on, amount_minor, currency
    having count(*) > 1
),

ranked as (
    select
        deal.*,
        first_value(deal.opportunity_id) over same as first_id,
        row_number() over same as position
    from core.opportunity as deal
    join alike
        on deal.account_id = alike.account_id
        and deal.close_on = alike.close_on
        and deal.amount_minor = alike.amount_minor
        and deal.currency = alike.currency
    where deal.outcome = 'won' and not deal.is_deleted
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
