-- One row per link, as landed: which account of ours a customer of another system is.
-- feeds: account_link
-- column account_id: account_id salesforce_id required
-- column system: system text required
-- column external_id: external_id text required
select
    account_id,
    lower(system) as system,
    external_id,
    attributes,
    _file,
    _row
from raw.attain_account_link
