-- One row per association of a HubSpot engagement (a call, an e-mail, a meeting, a task) with a contact, as landed.
-- column engagement_id: engagement_id text required
-- column contact_id: contact_id text required
select engagement_id, contact_id, _file, _row
from raw.hubspot_engagement_contact
