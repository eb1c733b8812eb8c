-- One row per credit of a won opportunity with an amount (null where it cannot be read), on the day it closed.
-- title: Bookings
-- kind: flow
-- unit: money
-- attributes: deal_type, lead_source, stage, territory_id, partner_id
with won as (
    select *
    from core.opportunity
    where outcome = 'won' and not is_deleted and (amount_minor is not null or is_amount_unread) and close_on is not null
),

has_split as (
    select distinct opportunity_id
    from core.opportunity_split
),

-- A deal whose splits do not add up is neither here nor there: it is held, and a check lists it.
credit as (
    select
        won.* exclude (participant_id),
        won.participant_id,
        won.owner_id as credited_id,
        'primary' as credit_type,
        10000 as share_bp,
        won.amount_minor as value
    from won
    anti join has_split on won.opportunity_id = has_split.opportunity_id
    union all
    select
        won.* exclude (participant_id),
        credit.participant_id,
        credit.owner_id as credited_id,
        credit.credit_type,
        credit.share_bp,
        credit.amount_minor as value
    from won
    join core.opportunity_credit as credit on won.opportunity_id = credit.opportunity_id
)

select
    concat_ws('|', opportunity_id, credited_id, credit_type) as fact_key,
    opportunity_id as source_key,
    name as label,
    close_on as day,
    participant_id,
    account_id,
    credit_type,
    cast(share_bp as bigint) as share_bp,
    value,
    'money' as unit,
    currency,
    deal_type,
    lead_source,
    stage,
    territory_id,
    partner_id,
    attributes,
    _file,
    _row
from credit
