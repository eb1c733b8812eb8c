-- One row per HubSpot ticket, as landed. core.hubspot_ticket knows its company and the name of its stage.
-- column ticket_id: id|Record ID|Ticket ID text required
-- column owner_id: properties.hubspot_owner_id|property_hubspot_owner_id|Ticket owner text
-- column opened_at: properties.createdate|property_createdate|createdAt|Create Date timestamp required
-- column first_replied_at: properties.first_agent_reply_date|property_first_agent_reply_date|First agent email response date timestamp
-- column resolved_at: properties.closed_date|property_closed_date|Close Date timestamp
-- column stage_id: properties.hs_pipeline_stage|property_hs_pipeline_stage|Ticket status text
-- column priority: properties.hs_ticket_priority|property_hs_ticket_priority|Priority text
-- column product_id: properties.product|property_product|Product text
-- column due_at: properties.hs_time_to_close_sla_at|property_hs_time_to_close_sla_at timestamp
-- column team: properties.hubspot_team_id|property_hubspot_team_id|HubSpot Team text
-- column account_id: associations.companies.results.0.id|Associated Company IDs (Primary)|Associated Company IDs text
-- column is_deleted: archived|is_deleted boolean
-- column is_removed: _fivetran_deleted boolean
select
    ticket_id,
    owner_id,
    opened_at,
    first_replied_at,
    resolved_at,
    stage_id,
    replace(lower(priority), ' ', '_') as priority,
    product_id,
    due_at,
    team,
    account_id,
    coalesce(is_deleted, false) or coalesce(is_removed, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.hubspot_ticket
