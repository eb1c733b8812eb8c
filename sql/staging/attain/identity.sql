-- One row per line of people.xlsx, as landed: who is who in which system, from a first to a last day.
-- feeds: identity
-- column participant_id: participant text required
-- column name: name text
-- column system: system text required
-- column id: id text
-- column email: email text
-- column is_what: is text
-- column first_day: first_day date
-- column last_day: last_day date
select
    participant_id,
    name,
    lower(system) as system,
    id,
    lower(email) as email,
    coalesce(replace(lower(is_what), ' ', '_'), 'person') as is_what,
    first_day,
    case when last_day < date '2200-01-01' then last_day end as last_day,
    attributes,
    _file,
    _row
from raw.attain_identity
