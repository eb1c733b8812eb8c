-- One row per record of hours somebody worked on a day, as landed.
-- feeds: hours
-- column record_id: record_id text
-- column owner_id: participant text required
-- column day: day|worked_on date required
-- column hours: hours number required
-- column is_deleted: is_deleted boolean
select
    record_id,
    owner_id,
    day,
    hours,
    coalesce(is_deleted, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.attain_hours
