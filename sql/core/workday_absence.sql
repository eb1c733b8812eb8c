-- One row per leave of a replicated Workday worker.
-- feeds: absence
select
    person.participant_id,
    leave.kind,
    leave.first_day,
    leave.last_day,
    leave.attributes,
    leave._file,
    leave._row
from staging.workday_worker_leave_status as leave
join core.workday_person as person on leave.worker_id = person.worker_id
where not leave.is_deleted
