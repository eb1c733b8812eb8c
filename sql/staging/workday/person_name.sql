-- One row per name of a worker, as landed: legal and preferred.
-- column worker_id: personal_info_system_id text required
-- column is_removed: _fivetran_deleted boolean
-- column kind: type text
-- column first_name: first_name text
-- column last_name: last_name text
select
    worker_id,
    lower(kind) as kind,
    nullif(concat_ws(' ', first_name, last_name), '') as name,
    coalesce(is_removed, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.workday_person_name
