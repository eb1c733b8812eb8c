-- One row per HubSpot deal that was merged into another, as landed.
-- column deal_id: deal_id text required
-- column merged_deal_id: merged_deal_id text required
select deal_id, merged_deal_id, _file, _row
from raw.hubspot_merged_deal
