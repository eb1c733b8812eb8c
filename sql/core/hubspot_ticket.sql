-- One row per HubSpot ticket record, with its company and the name of its stage.
-- feeds: ticket
-- made: table
with stage as (
    select stage_id, min(label) as label
    from (
        select stage_id, label from staging.hubspot_ticket_pipeline_stage
        union all
        select stage_id, label from staging.hubspot_ticket_pipeline
    ) as landed
    group by stage_id
),

company as (
    select ticket_id, min(company_id) as company_id
    from staging.hubspot_ticket_company
    group by ticket_id
)

select
    ticket.ticket_id,
    coalesce(ticket.account_id, company.company_id) as account_id,
    ticket.owner_id,
    ticket.opened_at,
    ticket.first_replied_at,
    ticket.resolved_at,
    replace(lower(coalesce(stage.label, ticket.stage_id)), ' ', '_') as status,
    ticket.priority,
    ticket.product_id,
    ticket.due_at,
    ticket.team,
    ticket.is_deleted,
    ticket.attributes,
    ticket._file,
    ticket._row
from staging.hubspot_ticket as ticket
left join stage on ticket.stage_id = stage.stage_id
left join company on ticket.ticket_id = company.ticket_id
