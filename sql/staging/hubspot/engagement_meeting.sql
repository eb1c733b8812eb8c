-- One row per HubSpot meeting, as landed.
-- column activity_id: id|engagement_id text required
-- column owner_id: properties.hubspot_owner_id|property_hubspot_owner_id text
-- column occurred_at: properties.hs_meeting_start_time|property_hs_meeting_start_time|start_time|properties.hs_timestamp|property_hs_timestamp timestamp required
-- column ended_at: properties.hs_meeting_end_time|property_hs_meeting_end_time|end_time timestamp
-- column outcome: properties.hs_meeting_outcome|property_hs_meeting_outcome|meeting_outcome text
-- column type: properties.hs_activity_type|property_hs_activity_type text
-- column opportunity_id: associations.deals.results.0.id text
-- column account_id: associations.companies.results.0.id text
-- column lead_id: associations.contacts.results.0.id text
-- column is_deleted: archived|is_deleted boolean
-- column is_removed: _fivetran_deleted boolean
select
    activity_id,
    case when lower(type) like '%demo%' then 'demo' else 'meeting' end as kind,
    owner_id,
    occurred_at,
    case upper(outcome) when 'COMPLETED' then 'held' when 'CANCELED' then 'cancelled' else replace(lower(outcome), ' ', '_') end as outcome,
    cast(date_diff('minute', occurred_at, ended_at) as decimal(18, 4)) as duration_minutes,
    opportunity_id,
    account_id,
    lead_id,
    coalesce(is_deleted, false) or coalesce(is_removed, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.hubspot_engagement_meeting
