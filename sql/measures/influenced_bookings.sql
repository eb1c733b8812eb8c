-- One row per won opportunity that answered a campaign before it closed, once and in full, on the day it closed, for the owner of the campaign answered first.
-- title: Bookings influenced by campaigns
-- kind: flow
-- unit: money
-- attributes: deal_type, lead_source, stage, territory_id, campaign_id
with won as (
    select *
    from core.opportunity
    where outcome = 'won' and not is_deleted and close_on is not null and (amount_minor is not null or is_amount_unread)
),

-- The deal's own answers and campaign, those of leads it came of, and its account's while it was open.
touch as (
    select won.opportunity_id, response.campaign_id, response.responded_on as touched_on
    from won
    join core.campaign_response as response on won.opportunity_id = response.opportunity_id
    union all
    select won.opportunity_id, response.campaign_id, response.responded_on as touched_on
    from won
    join core.lead as lead on won.opportunity_id = lead.opportunity_id and not lead.is_deleted
    join core.campaign_response as response on lead.lead_id = response.lead_id
    union all
    select won.opportunity_id, response.campaign_id, response.responded_on as touched_on
    from won
    join core.campaign_response as response on won.account_id = response.account_id and response.responded_on >= won.created_on
    union all
    select opportunity_id, campaign_id, coalesce(created_on, close_on) as touched_on
    from won
    where campaign_id is not null
),

first_touch as (
    select
        touch.opportunity_id,
        arg_min(touch.campaign_id, (touch.touched_on, touch.campaign_id)) as campaign_id
    from touch
    join won on touch.opportunity_id = won.opportunity_id
    where touch.touched_on <= won.close_on
    group by touch.opportunity_id
)

select
    won.opportunity_id as fact_key,
    won.opportunity_id as source_key,
    won.name as label,
    won.close_on as day,
    campaign.participant_id,
    won.account_id,
    'primary' as credit_type,
    10000::bigint as share_bp,
    won.amount_minor as value,
    'money' as unit,
    won.currency,
    won.deal_type,
    won.lead_source,
    won.stage,
    won.territory_id,
    first_touch.campaign_id,
    won.attributes,
    won._file,
    won._row
from first_touch
join won on first_touch.opportunity_id = won.opportunity_id
left join core.campaign as campaign on first_touch.campaign_id = campaign.campaign_id
