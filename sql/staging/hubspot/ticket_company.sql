-- One row per association of a HubSpot ticket with a company, as landed.
-- column ticket_id: ticket_id text required
-- column company_id: company_id text required
select ticket_id, company_id, _file, _row
from raw.hubspot_ticket_company
