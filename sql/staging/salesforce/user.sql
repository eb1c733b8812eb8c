-- One row per Salesforce user record, as landed.
-- feeds: user
-- column user_id: Id|User ID salesforce_id required
-- column name: Name|Full Name text
-- column email: Email text
-- column employee_number: EmployeeNumber|employee_number|Employee Number text
-- column manager_user_id: ManagerId|manager_id salesforce_id
-- column is_active: IsActive|is_active|Active boolean
-- column is_deleted: IsDeleted|is_deleted boolean
-- column is_removed: _fivetran_deleted boolean
-- column is_current: _fivetran_active boolean
select
    user_id,
    name,
    lower(email) as email,
    employee_number,
    coalesce(is_active, true) as is_active,
    manager_user_id,
    -- Where a replication service keeps every version of a record, all but the last are no records any more.
    coalesce(is_deleted, false) or coalesce(is_removed, false) or not coalesce(is_current, true) as is_deleted,
    attributes,
    _file,
    _row
from raw.salesforce_user
