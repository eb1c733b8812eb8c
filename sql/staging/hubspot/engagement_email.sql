-- One row per HubSpot e-mail, as landed.
-- column activity_id: id|engagement_id text required
-- column owner_id: properties.hubspot_owner_id|property_hubspot_owner_id text
-- column occurred_at: properties.hs_timestamp|property_hs_timestamp|properties.hs_createdate|property_hs_createdate timestamp required
-- column direction: properties.hs_email_direction|property_hs_email_direction text
-- column opportunity_id: associations.deals.results.0.id text
-- column account_id: associations.companies.results.0.id text
-- column lead_id: associations.contacts.results.0.id text
-- column is_deleted: archived|is_deleted boolean
-- column is_removed: _fivetran_deleted boolean
select
    activity_id,
    'email' as kind,
    owner_id,
    occurred_at,
    case when upper(direction) = 'INCOMING_EMAIL' then 'received' when direction is not null then 'sent' end as outcome,
    null::decimal(18, 4) as duration_minutes,
    opportunity_id,
    account_id,
    lead_id,
    coalesce(is_deleted, false) or coalesce(is_removed, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.hubspot_engagement_email
