-- One row per leave of a worker in the Workday report, as landed.
-- feeds: absence
-- column participant_id: Employee_ID text required
-- column kind: Leave_Type|Leave_of_Absence_Type text
-- column first_day: First_Day_of_Leave|Leave_Start_Date date required
-- column last_day: Last_Day_of_Leave|Actual_Last_Day_of_Leave|Leave_End_Date date
-- column is_paid: Paid_Leave|Is_Paid boolean
select
    participant_id,
    lower(kind) as kind,
    first_day,
    case when last_day < date '2200-01-01' then last_day end as last_day,
    is_paid,
    attributes,
    _file,
    _row
from raw.workday_absence
