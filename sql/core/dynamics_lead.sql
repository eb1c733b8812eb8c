-- One row per Dynamics lead record, with the opportunity that was made of it.
-- feeds: lead
-- made: table
with made as (
    select
        lead_id,
        arg_min(opportunity_id, (created_on is null, created_on, opportunity_id)) as opportunity_id
    from staging.dynamics_opportunity
    where lead_id is not null and not is_deleted
    group by lead_id
)

select
    lead.lead_id,
    lead.owner_id,
    lead.status,
    lead.created_on,
    lead.qualified_on,
    -- A lead does not say when it was qualified; the opportunity was made at that moment.
    opportunity.created_on as converted_on,
    opportunity.opportunity_id,
    lead.lead_source,
    lead.campaign_id,
    lead.account_id,
    coalesce(lead.is_qualified, false) or lead.accepted_on is not null as is_accepted,
    lead.accepted_on,
    lead.is_deleted,
    lead.attributes,
    lead._file,
    lead._row
from staging.dynamics_lead as lead
left join made on lead.lead_id = made.lead_id
left join (
    select opportunity_id, min(created_on) as created_on from staging.dynamics_opportunity group by opportunity_id
) as opportunity on coalesce(lead.opportunity_id, made.opportunity_id) = opportunity.opportunity_id
