-- One row per BambooHR employee, as landed: from the employee list, a report or the employee dataset, which name fields differently.
-- feeds: participant
-- column participant_id: employeeNumber|employeeId|eeid|id text required
-- column display_name: displayName|fullName1|name text
-- column first_name: firstName text
-- column last_name: lastName text
-- column email: workEmail|email text
-- column hired_on: hireDate|employmentHireDate date required
-- column left_on: terminationDate|employmentTerminationDate date
-- column status: status text
-- column cost_center: costCenter|jobInformationCostCenter text
-- column team: department|departmentName|jobInformationDepartment text
-- column manager_id: supervisorEid|supervisorEId|supervisorId|jobInformationReportsToEmployeeNumber text
-- column country: country text
-- column company: division|divisionName|jobInformationDivision text
select
    participant_id,
    coalesce(display_name, nullif(concat_ws(' ', first_name, last_name), '')) as name,
    lower(email) as email,
    -- Who will be hired is listed as Inactive, as is who has left: the dates tell, the status does not.
    hired_on,
    case when left_on < date '2200-01-01' then left_on end as left_on,
    cost_center,
    team,
    manager_id,
    country,
    company,
    attributes,
    _file,
    _row
from raw.bamboohr_employee
