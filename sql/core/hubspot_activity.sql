-- One row per HubSpot call, e-mail, meeting or task, with the deal, company and contact it was about.
-- feeds: activity
-- made: table
with recursive merged as (
    select merged_deal_id, deal_id from staging.hubspot_merged_deal
    union
    select unnest(merged_ids) as merged_deal_id, deal_id from staging.hubspot_deal
),

-- A deal may have been merged more than once: 1 into 2, 2 into 3. Its credit follows to the last.
survivor as (
    select merged_deal_id, deal_id, 1 as step from merged
    union all
    select survivor.merged_deal_id, merged.deal_id, survivor.step + 1
    from survivor
    join merged on survivor.deal_id = merged.merged_deal_id
    where survivor.step < 20
),

follows as (
    select merged_deal_id, arg_max(deal_id, (step, deal_id)) as deal_id
    from survivor
    group by merged_deal_id
),

engagement as (
    select * from staging.hubspot_engagement_call
    union all by name
    select * from staging.hubspot_engagement_email
    union all by name
    select * from staging.hubspot_engagement_meeting
    union all by name
    select * from staging.hubspot_engagement_task
),

about_deal as (
    select engagement_id, min(deal_id) as deal_id from staging.hubspot_engagement_deal group by engagement_id
),

about_company as (
    select engagement_id, min(company_id) as company_id from staging.hubspot_engagement_company group by engagement_id
),

about_contact as (
    select engagement_id, min(contact_id) as contact_id from staging.hubspot_engagement_contact group by engagement_id
),

placed as (
    select engagement.*, coalesce(engagement.opportunity_id, about_deal.deal_id) as deal_id
    from engagement
    left join about_deal on engagement.activity_id = about_deal.engagement_id
)

select
    placed.activity_id,
    placed.kind,
    placed.owner_id,
    coalesce(placed.account_id, about_company.company_id) as account_id,
    coalesce(follows.deal_id, placed.deal_id) as opportunity_id,
    coalesce(placed.lead_id, about_contact.contact_id) as lead_id,
    placed.occurred_at,
    placed.outcome,
    placed.duration_minutes,
    placed.is_deleted,
    placed.attributes,
    placed._file,
    placed._row
from placed
left join follows on placed.deal_id = follows.merged_deal_id
left join about_company on placed.activity_id = about_company.engagement_id
left join about_contact on placed.activity_id = about_contact.engagement_id
