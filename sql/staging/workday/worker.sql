-- One row per worker of the Workday report, as landed.
-- feeds: participant
-- column participant_id: Employee_ID text required
-- column name: Legal_Name|Full_Legal_Name|Worker text
-- column email: Email_-_Work|Work_Email|Email text
-- column hired_on: Hire_Date date required
-- column left_on: Termination_Date date
-- column cost_center: Cost_Center text
-- column team: Supervisory_Organization text
-- column manager_id: Manager_ID text
-- column country: Country text
-- column company: Company text
select
    participant_id,
    name,
    lower(email) as email,
    hired_on,
    -- The last day of employment; an open end is written as a day nobody will see.
    case when left_on < date '2200-01-01' then left_on end as left_on,
    cost_center,
    team,
    manager_id,
    country,
    company,
    attributes,
    _file,
    _row
from raw.workday_worker
