-- One row per Dynamics user, as landed.
-- feeds: user
-- column user_id: systemuserid|(Do Not Modify) User|Full Name guid required
-- column name: fullname|Full Name text
-- column email: internalemailaddress|Primary Email|Email text
-- column employee_number: employeeid|Employee text
-- column manager_user_id: _parentsystemuserid_value|parentsystemuserid|Manager guid
-- column is_disabled: isdisabled boolean
-- column is_deleted: IsDelete boolean
-- column is_removed: _fivetran_deleted boolean
select
    user_id,
    name,
    lower(email) as email,
    employee_number,
    not coalesce(is_disabled, false) as is_active,
    manager_user_id,
    coalesce(is_deleted, false) or coalesce(is_removed, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.dynamics_systemuser
