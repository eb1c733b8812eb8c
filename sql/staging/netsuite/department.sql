-- One row per NetSuite department, as landed.
-- column department_id: id text required
-- column name: name text required
-- column is_current: _fivetran_active boolean
select
    department_id,
    name,
    coalesce(is_current, true) as is_current,
    attributes,
    _file,
    _row
from raw.netsuite_department
