-- One row per absence record, as landed: days on which a participant was away.
-- feeds: absence
-- column participant_id: participant text required
-- column kind: kind text
-- column first_day: first_day date required
-- column last_day: last_day date
-- column is_paid: is_paid boolean
select
    participant_id,
    lower(kind) as kind,
    first_day,
    case when last_day < date '2200-01-01' then last_day end as last_day,
    is_paid,
    attributes,
    _file,
    _row
from raw.attain_absence
