-- One row per version of a worker's position, as landed.
-- column worker_id: worker_id text required
-- column position_id: position_id text required
-- column is_removed: _fivetran_deleted boolean
-- column is_newest: _fivetran_active boolean
-- column title: business_title text required
-- column first_day: effective_date|start_date date required
-- column last_day: end_date date
-- column is_primary: is_primary_job boolean
-- column country: home_country text
select
    worker_id,
    position_id,
    coalesce(is_newest, true) as is_newest,
    title,
    first_day,
    case when last_day < date '2200-01-01' then last_day end as last_day,
    coalesce(is_primary, true) as is_primary,
    country,
    coalesce(is_removed, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.workday_worker_position_history
