-- One row per version of a worker's position in an organization, as landed.
-- column worker_id: worker_id text required
-- column position_id: position_id text required
-- column organization_id: organization_id text required
-- column is_newest: _fivetran_active boolean
-- column from_at: _fivetran_start timestamp
-- column until_at: _fivetran_end timestamp
select
    worker_id,
    position_id,
    organization_id,
    coalesce(is_newest, true) as is_newest,
    from_at,
    until_at,
    attributes,
    _file,
    _row
from raw.workday_worker_position_organization_history
