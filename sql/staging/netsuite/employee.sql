-- One row per NetSuite employee, as landed: the sales representatives customers and deals name.
-- feeds: user
-- column user_id: id text required
-- column first_name: firstname text
-- column last_name: lastname text
-- column entity_name: entityid text
-- column email: email text
-- column manager_user_id: supervisor text
-- column is_inactive: isinactive boolean
-- column is_removed: _fivetran_deleted boolean
-- column is_current: _fivetran_active boolean
select
    user_id,
    coalesce(nullif(concat_ws(' ', first_name, last_name), ''), entity_name) as name,
    lower(email) as email,
    not coalesce(is_inactive, false) as is_active,
    manager_user_id,
    coalesce(is_removed, false) or not coalesce(is_current, true) as is_deleted,
    attributes,
    _file,
    _row
from raw.netsuite_employee
