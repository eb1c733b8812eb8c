-- One row per Dynamics case record, with the instant it was last resolved.
-- feeds: ticket
-- made: table
with resolution as (
    select ticket_id, max(resolved_at) as resolved_at
    from staging.dynamics_incidentresolution
    group by ticket_id
)

select
    incident.ticket_id,
    incident.account_id,
    incident.owner_id,
    incident.opened_at,
    incident.first_replied_at,
    coalesce(incident.resolved_at, resolution.resolved_at) as resolved_at,
    incident.status,
    incident.priority,
    incident.product_id,
    incident.due_at,
    incident.team,
    incident.is_deleted,
    incident.attributes,
    incident._file,
    incident._row
from staging.dynamics_incident as incident
left join resolution on incident.ticket_id = resolution.ticket_id
