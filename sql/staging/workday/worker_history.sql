-- One row per version of a worker where a replication service keeps them, as landed.
-- column worker_id: id text required
-- column participant_id: worker_code text required
-- column is_removed: _fivetran_deleted boolean
-- column is_newest: _fivetran_active boolean
-- column from_at: _fivetran_start timestamp
-- column hired_on: hire_date date required
-- column is_rescinded: hire_rescinded boolean
-- column left_on: termination_date date
select
    worker_id,
    participant_id,
    coalesce(is_newest, true) as is_newest,
    from_at,
    hired_on,
    case when left_on < date '2200-01-01' then left_on end as left_on,
    coalesce(is_rescinded, false) as is_rescinded,
    coalesce(is_removed, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.workday_worker_history
