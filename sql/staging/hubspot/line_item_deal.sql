-- One row per association of a HubSpot line item with a deal, as landed.
-- column line_item_id: line_item_id text required
-- column deal_id: deal_id text required
select line_item_id, deal_id, _file, _row
from raw.hubspot_line_item_deal
