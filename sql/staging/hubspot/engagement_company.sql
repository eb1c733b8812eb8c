-- One row per association of a HubSpot engagement (a call, an e-mail, a meeting, a task) with a company, as landed.
-- column engagement_id: engagement_id text required
-- column company_id: company_id text required
select engagement_id, company_id, _file, _row
from raw.hubspot_engagement_company
