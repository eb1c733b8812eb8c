-- One row per BambooHR time-off request, as landed, whatever became of it.
-- column request_id: id text required
-- column participant_id: employeeNumber|employeeId text required
-- column first_day: start date required
-- column last_day: end date
-- column status: status.status|status text
-- column kind: type.name|type text
select
    request_id,
    participant_id,
    first_day,
    last_day,
    lower(status) as status,
    lower(kind) as kind,
    attributes,
    _file,
    _row
from raw.bamboohr_time_off_request
