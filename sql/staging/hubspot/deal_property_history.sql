-- One row per value a property of a HubSpot deal had from an instant on, as landed.
-- column deal_id: deal_id text required
-- column property: name text required
-- column value: value text
-- column changed_at: timestamp timestamp required
select deal_id, lower(property) as property, value, changed_at, _file, _row
from raw.hubspot_deal_property_history
