-- One row per movement of an opportunity's open amount: in when it opens or changes, out when it changes, closes or expires.
-- title: Open pipeline
-- kind: stock
-- unit: money
-- attributes: deal_type, lead_source, territory_id
with open_version as (
    select
        opportunity.opportunity_id,
        opportunity.name,
        opportunity.participant_id,
        opportunity.account_id,
        change.currency,
        opportunity.deal_type,
        opportunity.lead_source,
        opportunity.territory_id,
        opportunity.attributes,
        change.amount_minor,
        change.first_day,
        -- An instant is the morning of a day, and movements before it count. A deal whose close date is the 10th is
        -- there on the morning of the 10th and gone on the 11th: it goes out on the 10th.
        least(coalesce(change.until_on, date '9999-12-31'), coalesce(change.close_on, date '9999-12-31')) as until_on,
        change._file,
        change._row
    from core.opportunity_change as change
    join core.opportunity as opportunity on change.opportunity_id = opportunity.opportunity_id
    where change.outcome = 'open' and change.amount_minor <> 0 and not opportunity.is_deleted
),

movement as (
    select *, first_day as day, amount_minor as value, 'in' as direction
    from open_version
    where first_day < until_on
    union all
    select *, until_on as day, -amount_minor as value, 'out' as direction
    from open_version
    where first_day < until_on
)

select
    concat_ws('|', opportunity_id, day, direction, _file, _row) as fact_key,
    opportunity_id as source_key,
    name as label,
    day,
    participant_id,
    account_id,
    'primary' as credit_type,
    10000::bigint as share_bp,
    value,
    'money' as unit,
    currency,
    deal_type,
    lead_source,
    territory_id,
    attributes,
    _file,
    _row
from movement
