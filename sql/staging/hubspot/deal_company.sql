-- One row per association of a HubSpot deal with a company, as landed.
-- column deal_id: deal_id text required
-- column company_id: company_id text required
-- column type_id: type_id text
select deal_id, company_id, type_id, _file, _row
from raw.hubspot_deal_company
