-- One row per entry of BambooHR's job history, as landed: what an employee is from a day on.
-- feeds: assignment
-- column participant_id: employeeNumber|employeeId text required
-- column first_day: date|effectiveDate|jobInformationDate date required
-- column role: jobTitle|jobTitleName|jobInformationJobTitle text required
-- column team: department|departmentName|jobInformationDepartment text
-- column country: country text
select
    participant_id,
    role,
    team,
    first_day,
    -- An entry stands until the next.
    cast(lead(first_day) over (partition by participant_id order by first_day, role, team, _file, _row) - 1 as date) as last_day,
    getvariable('reporting_currency') as currency,
    country,
    attributes,
    _file,
    _row
from raw.bamboohr_job_information
