-- One row per HubSpot deal record, with its company and what its stage means.
-- feeds: opportunity
-- made: table
with stage as (
    select
        stage_id,
        min(label) as label,
        min(outcome) as outcome
    from (
        select stage_id, label, outcome from staging.hubspot_deal_pipeline_stage
        union all
        select stage_id, label, outcome from staging.hubspot_deal_pipeline
    ) as landed
    group by stage_id
),

merged as (
    select merged_deal_id as deal_id from staging.hubspot_merged_deal
    union
    select unnest(merged_ids) as deal_id from staging.hubspot_deal
),

company as (
    -- Type 5 is the primary company of a deal.
    select
        deal_id,
        arg_min(company_id, (coalesce(type_id, '') <> '5', company_id)) as company_id
    from staging.hubspot_deal_company
    group by deal_id
),

named as (
    select
        deal.*,
        coalesce(stage.label, deal.stage_id) as stage,
        stage.outcome,
        replace(lower(deal.stage_id), ' ', '') as stage_word
    from staging.hubspot_deal as deal
    left join stage on deal.stage_id = stage.stage_id
)

select
    named.deal_id as opportunity_id,
    coalesce(company.company_id, named.company_id) as account_id,
    named.name,
    named.stage,
    -- The company's own mapping goes before what the pipeline says, that before what the deal says of itself; the stages
    -- of the pipeline every account begins with go by names everybody knows.
    coalesce(named.mapped, named.outcome, case
        when named.is_won then 'won'
        when named.is_closed then 'lost'
        when not named.is_closed then 'open'
        when named.stage_word = 'closedwon' then 'won'
        when named.stage_word = 'closedlost' then 'lost'
        when named.stage_word in ('appointmentscheduled', 'qualifiedtobuy', 'presentationscheduled', 'decisionmakerboughtin', 'contractsent') then 'open'
    end) as outcome,
    named.amount_minor,
    named.currency,
    named.close_on,
    named.deal_type,
    named.owner_id,
    named.created_on,
    named.modified_at,
    named.lead_source,
    named.first_touch_on,
    named.list_amount_minor,
    named.cost_minor,
    named.partner_id,
    named.territory_id,
    named.campaign_id,
    named.forecast_category,
    named.qualified_on,
    named.term_months,
    -- What was merged into another deal lives on in that one, whether or not it is still listed.
    named.is_deleted or merged.deal_id is not null as is_deleted,
    named.attributes,
    named._file,
    named._row
from named
left join merged on named.deal_id = merged.deal_id
left join company on named.deal_id = company.deal_id
