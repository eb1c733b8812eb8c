-- One row per organization of any type, as landed: supervisory organizations, cost centres, companies.
-- column organization_id: id text required
-- column is_removed: _fivetran_deleted boolean
-- column type: type text required
-- column name: name text
-- column code: organization_code|code text
-- column manager_worker_id: manager_id text
-- column superior_organization_id: superior_organization_id text
select
    organization_id,
    -- Supervisory, Cost_Center and Cost Center are written with and without blanks.
    replace(lower(type), ' ', '_') as type,
    name,
    code,
    manager_worker_id,
    superior_organization_id,
    coalesce(is_removed, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.workday_organization
