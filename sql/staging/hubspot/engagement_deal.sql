-- One row per association of a HubSpot engagement (a call, an e-mail, a meeting, a task) with a deal, as landed.
-- column engagement_id: engagement_id text required
-- column deal_id: deal_id text required
select engagement_id, deal_id, _file, _row
from raw.hubspot_engagement_deal
