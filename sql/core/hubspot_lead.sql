-- One row per HubSpot contact record, with the first deal the contact is of.
-- feeds: lead
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

contact_deal as (
    select contact_id, deal_id from staging.hubspot_deal_contact
    union
    select contact_id, unnest(deal_ids) as deal_id from staging.hubspot_contact
),

-- A contact may be of many deals: it became the first of them.
first_deal as (
    select
        contact_deal.contact_id,
        arg_min(coalesce(follows.deal_id, contact_deal.deal_id), (deal.created_on is null, deal.created_on, contact_deal.deal_id)) as deal_id
    from contact_deal
    left join staging.hubspot_deal as deal on contact_deal.deal_id = deal.deal_id
    left join follows on contact_deal.deal_id = follows.merged_deal_id
    group by contact_deal.contact_id
)

select
    contact.contact_id as lead_id,
    contact.owner_id,
    contact.status,
    contact.created_on,
    contact.qualified_on,
    contact.converted_on,
    first_deal.deal_id as opportunity_id,
    contact.lead_source,
    contact.campaign_id,
    contact.account_id,
    contact.accepted_on is not null as is_accepted,
    contact.accepted_on,
    contact.is_deleted,
    contact.attributes,
    contact._file,
    contact._row
from staging.hubspot_contact as contact
left join first_deal on contact.contact_id = first_deal.contact_id
