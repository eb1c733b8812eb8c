-- One row per product event in our own shape, as landed.
-- feeds: product_event
-- column event_id: event_id text required
-- column user_id: user_id text required
-- column account_id: account_id salesforce_id
-- column event: event text required
-- column feature: feature text
-- column occurred_at: occurred_at timestamp required
-- column product_id: product|product_id text
-- column is_deleted: is_deleted boolean
select
    event_id,
    user_id,
    account_id,
    lower(event) as event,
    feature,
    occurred_at,
    product_id,
    coalesce(is_deleted, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.attain_product_event
