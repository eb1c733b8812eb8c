-- One row per opportunity that came of a lead marketing qualified, on the day it was created, once, for the lead's owner.
-- title: Pipeline from marketing
-- kind: flow
-- unit: money
-- attributes: deal_type, lead_source, stage, territory_id
with ranked as (
    select
        opportunity_id,
        participant_id,
        -- Several leads can become one opportunity: it counts once, for the first that was qualified.
        row_number() over (partition by opportunity_id order by qualified_on, lead_id) as position
    from core.lead
    where opportunity_id is not null and qualified_on <= getvariable('as_of') and not is_deleted
)

select
    opportunity.opportunity_id as fact_key,
    opportunity.opportunity_id as source_key,
    opportunity.name as label,
    opportunity.created_on as day,
    ranked.participant_id,
    opportunity.account_id,
    'primary' as credit_type,
    10000::bigint as share_bp,
    opportunity.amount_minor as value,
    'money' as unit,
    opportunity.currency,
    opportunity.deal_type,
    opportunity.lead_source,
    opportunity.stage,
    opportunity.territory_id,
    opportunity.attributes,
    opportunity._file,
    opportunity._row
from ranked
join core.opportunity as opportunity on ranked.opportunity_id = opportunity.opportunity_id
where ranked.position = 1
    and not opportunity.is_deleted
    and (opportunity.amount_minor is not null or opportunity.is_amount_unread)
    and opportunity.created_on is not null
