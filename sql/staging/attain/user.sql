-- One row per user record, as landed: somebody who owns records in our own shape.
-- feeds: user
-- column user_id: user_id text required
-- column name: name text
-- column email: email text
-- column employee_number: employee_number text
-- column is_active: is_active boolean
-- column manager_user_id: manager_user_id text
-- column is_deleted: is_deleted boolean
select
    user_id,
    name,
    lower(email) as email,
    employee_number,
    coalesce(is_active, true) as is_active,
    manager_user_id,
    coalesce(is_deleted, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.attain_user
