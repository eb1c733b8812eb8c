-- One row per NetSuite department, as landed.
-- column department_id: id text required
-- column name: name text required
select
    department_id,
    name,
    attributes,
    _file,
    _row
from raw.netsuite_department
