-- One row per record of cost of a campaign that has ended, on the last day of the campaign, for its owner.
-- title: Cost of campaigns that ended
-- kind: flow
-- unit: money
-- attributes: category, campaign_id
select
    concat_ws('|', cost.campaign_id, cost.month, cost.category, cost._file, cost._row) as fact_key,
    cost.campaign_id as source_key,
    coalesce(campaign.name, campaign.campaign_id) || ': ' || replace(cost.category, '_', ' ') || ' cost of ' || strftime(cost.month, '%B %Y') as label,
    cast(campaign.until_on - 1 as date) as day,
    campaign.participant_id,
    null::varchar as account_id,
    'primary' as credit_type,
    10000::bigint as share_bp,
    cost.amount_minor as value,
    'money' as unit,
    cost.currency,
    cost.category,
    cost.campaign_id,
    cost.attributes,
    cost._file,
    cost._row
from core.cost as cost
join core.campaign as campaign on cost.campaign_id = campaign.campaign_id
where campaign.until_on is not null and cost.month <= getvariable('as_of')
