-- One row per record of a territory's member, as landed: a participant or an account that is in it from a first to a last day.
-- feeds: territory_member
-- column territory_id: territory|territory_id text required
-- column owner_id: participant text
-- column account_id: account|account_id salesforce_id
-- column first_day: first_day date
-- column last_day: last_day date
-- column is_deleted: is_deleted boolean
select
    territory_id,
    owner_id,
    account_id,
    first_day,
    case when last_day < date '2200-01-01' then last_day end as last_day,
    coalesce(is_deleted, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.attain_territory_member
