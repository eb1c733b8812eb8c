-- One row per product event in our own shape, as landed.
-- column event_id: event_id text required
-- column user_id: user_id text required
-- column account_id: account_id salesforce_id
-- column event: event text required
-- column feature: feature text
-- column occurred_at: occurred_at timestamp required
select
    event_id,
    user_id,
    account_id,
    lower(event) as event,
    feature,
    occurred_at,
    _file,
    _row
from raw.attain_product_event
