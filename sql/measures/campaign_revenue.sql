-- One row per opportunity won by now that came of a campaign that has ended, on the last day of the campaign (the cohort of campaign_cost), for the owner of the campaign.
-- title: Won by campaigns that ended
-- kind: flow
-- unit: money
-- attributes: deal_type, campaign_id
with by_lead as (
    select
        opportunity_id,
        -- Of several leads of one opportunity the first that was qualified.
        arg_min(campaign_id, (coalesce(qualified_on, created_on, date '9999-12-31'), lead_id)) as campaign_id
    from core.lead
    where opportunity_id is not null and campaign_id is not null and not is_deleted
    group by opportunity_id
)

select
    opportunity.opportunity_id as fact_key,
    opportunity.opportunity_id as source_key,
    opportunity.name as label,
    cast(campaign.until_on - 1 as date) as day,
    campaign.participant_id,
    opportunity.account_id,
    'primary' as credit_type,
    10000::bigint as share_bp,
    opportunity.amount_minor as value,
    'money' as unit,
    opportunity.currency,
    opportunity.deal_type,
    campaign.campaign_id,
    opportunity.attributes,
    opportunity._file,
    opportunity._row
from core.opportunity as opportunity
left join by_lead on opportunity.opportunity_id = by_lead.opportunity_id
-- What the deal says of its campaign stands before what its lead says.
join core.campaign as campaign on coalesce(opportunity.campaign_id, by_lead.campaign_id) = campaign.campaign_id
where opportunity.outcome = 'won'
    and not opportunity.is_deleted
    and (opportunity.amount_minor is not null or opportunity.is_amount_unread)
    and opportunity.close_on <= getvariable('as_of')
    and campaign.until_on is not null
