-- One row per association of a HubSpot deal with a contact, as landed.
-- column deal_id: deal_id text required
-- column contact_id: contact_id text required
select deal_id, contact_id, _file, _row
from raw.hubspot_deal_contact
