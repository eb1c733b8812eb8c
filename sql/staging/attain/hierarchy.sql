-- One row per reporting line, as landed: whom a participant reports to from a first to a last day.
-- feeds: hierarchy
-- column participant_id: participant text required
-- column manager_id: manager text required
-- column first_day: first_day date
-- column last_day: last_day date
select
    participant_id,
    manager_id,
    first_day,
    case when last_day < date '2200-01-01' then last_day end as last_day,
    attributes,
    _file,
    _row
from raw.attain_hierarchy
