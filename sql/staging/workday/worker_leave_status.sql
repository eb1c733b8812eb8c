-- One row per leave of a worker, as landed.
-- column leave_id: leave_request_event_id text required
-- column worker_id: worker_id text required
-- column is_removed: _fivetran_deleted boolean
-- column kind: leave_of_absence_type|leave_type_reason text
-- column first_day: leave_start_date date required
-- column last_day: leave_end_date date
select
    leave_id,
    worker_id,
    lower(kind) as kind,
    first_day,
    case when last_day < date '2200-01-01' then last_day end as last_day,
    coalesce(is_removed, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.workday_worker_leave_status
