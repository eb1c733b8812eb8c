-- One row per stretch of a worker's position in the Workday report, as landed.
-- feeds: assignment
-- column participant_id: Employee_ID text required
-- column name: Legal_Name|Full_Legal_Name|Worker text
-- column email: Email_-_Work|Work_Email|Email text
-- column role: Job_Profile|Business_Title text required
-- column team: Supervisory_Organization text
-- column manager_id: Manager_ID text
-- column first_day: Effective_Date|Start_Date date required
-- column last_day: End_Date date
-- column target_incentive: Target_Incentive money(currency)
-- column per: Target_Incentive_Frequency|Frequency text
-- column currency: Currency text
-- column cost_center: Cost_Center text
-- column country: Country text
select
    participant_id,
    name,
    lower(email) as email,
    role,
    team,
    manager_id,
    first_day,
    -- An open end is written as a day nobody will see.
    case when last_day < date '2200-01-01' then last_day end as last_day,
    target_incentive as target_incentive_minor,
    case
        when lower(per) in ('month', 'monthly') then 'month'
        when lower(per) in ('quarter', 'quarterly') then 'quarter'
        when lower(per) in ('year', 'yearly', 'annual', 'annually') then 'year'
    end as target_incentive_per,
    per as given_per,
    coalesce(upper(currency), getvariable('reporting_currency')) as currency,
    cost_center,
    country,
    attributes,
    _file,
    _row
from raw.workday_assignment
