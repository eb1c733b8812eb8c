-- One row per objective of a participant in our own shape, as landed.
-- feeds: objective
-- column objective_id: objective_id text required
-- column owner_id: participant text required
-- column title: title text
-- column weight: weight number
-- column first_day: first_day date required
-- column last_day: last_day date required
-- column achieved: achieved number
-- column status: status text
-- column assessed_on: assessed_on date
-- column is_deleted: is_deleted boolean
select
    objective_id,
    owner_id,
    title,
    -- Millionths: a weight of 40 % is 400,000.
    case when abs(weight) < 9999999999 then cast(weight * 10000 as bigint) end as weight_millionths,
    first_day,
    last_day,
    case when abs(achieved) < 9999999999 then cast(achieved * 10000 as bigint) end as achieved_millionths,
    replace(lower(status), ' ', '_') as status,
    assessed_on,
    coalesce(is_deleted, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.attain_objective
