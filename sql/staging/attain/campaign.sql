-- One row per campaign record in our own shape, as landed.
-- feeds: campaign
-- column campaign_id: campaign_id salesforce_id required
-- column name: name text
-- column kind: kind text
-- column owner_id: owner|participant text
-- column first_day: first_day date
-- column last_day: last_day date
-- column is_deleted: is_deleted boolean
select
    campaign_id,
    name,
    replace(lower(kind), ' ', '_') as kind,
    owner_id,
    first_day,
    case when last_day < date '2200-01-01' then last_day end as last_day,
    coalesce(is_deleted, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.attain_campaign
