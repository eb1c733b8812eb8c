-- One row per Salesforce user record, as landed.
-- feeds: user
-- column user_id: Id salesforce_id required
-- column name: Name text
-- column email: Email text
-- column employee_number: EmployeeNumber text
-- column is_active: IsActive boolean
-- column is_deleted: IsDeleted boolean
select
    user_id,
    name,
    lower(email) as email,
    employee_number,
    coalesce(is_active, true) as is_active,
    coalesce(is_deleted, false) as is_deleted,
    _file,
    _row
from raw.salesforce_user
