-- One row per BambooHR time-off request that was granted.
-- feeds: absence
select
    participant_id,
    kind,
    first_day,
    last_day,
    attributes,
    _file,
    _row
from staging.bamboohr_time_off_request
where status = 'approved'
