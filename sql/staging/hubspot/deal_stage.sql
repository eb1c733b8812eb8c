-- One row per stage a HubSpot deal was in from an instant on, as landed.
-- column deal_id: deal_id text required
-- column value: value text
-- column changed_at: date_entered timestamp required
select deal_id, 'dealstage' as property, value, changed_at, _file, _row
from raw.hubspot_deal_stage
