-- One row per reporting line of the Workday report, as landed: whom a worker reports to.
-- feeds: hierarchy
-- column participant_id: Employee_ID text required
-- column manager_id: Manager_ID text required
-- column first_day: Effective_Date|Start_Date date
-- column last_day: End_Date date
select
    participant_id,
    manager_id,
    first_day,
    case when last_day < date '2200-01-01' then last_day end as last_day,
    attributes,
    _file,
    _row
from raw.workday_reporting_line
