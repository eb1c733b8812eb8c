-- One row per HubSpot task, as landed.
-- column activity_id: id|engagement_id text required
-- column owner_id: properties.hubspot_owner_id|property_hubspot_owner_id text
-- column occurred_at: properties.hs_timestamp|property_hs_timestamp|properties.hs_createdate|property_hs_createdate timestamp required
-- column status: properties.hs_task_status|property_hs_task_status text
-- column opportunity_id: associations.deals.results.0.id text
-- column account_id: associations.companies.results.0.id text
-- column lead_id: associations.contacts.results.0.id text
-- column is_deleted: archived|is_deleted boolean
-- column is_removed: _fivetran_deleted boolean
select
    activity_id,
    'task' as kind,
    owner_id,
    occurred_at,
    case when upper(status) <> 'COMPLETED' then 'open' end as outcome,
    null::decimal(18, 4) as duration_minutes,
    opportunity_id,
    account_id,
    lead_id,
    coalesce(is_deleted, false) or coalesce(is_removed, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.hubspot_engagement_task
