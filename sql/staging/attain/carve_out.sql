-- One row per record of an account that is carved out, as landed: its deals do not count for a participant, or for anybody.
-- feeds: carve_out
-- column account_id: account|account_id salesforce_id required
-- column owner_id: participant text
-- column credited_id: credited_to text
-- column first_day: first_day date
-- column last_day: last_day date
-- column is_deleted: is_deleted boolean
select
    account_id,
    owner_id,
    credited_id,
    first_day,
    case when last_day < date '2200-01-01' then last_day end as last_day,
    coalesce(is_deleted, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.attain_carve_out
