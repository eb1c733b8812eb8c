-- One row per HubSpot owner record, as landed: a user records can belong to.
-- feeds: user
-- column user_id: id|owner_id text required
-- column first_name: firstName|first_name text
-- column last_name: lastName|last_name text
-- column email: email text
-- column is_deleted: archived|is_deleted boolean
-- column is_removed: _fivetran_deleted boolean
select
    user_id,
    nullif(concat_ws(' ', first_name, last_name), '') as name,
    lower(email) as email,
    -- HubSpot has no employee numbers: people are known by their address, or by people.xlsx. Who is archived may own deals still.
    not (coalesce(is_deleted, false) or coalesce(is_removed, false)) as is_active,
    coalesce(is_deleted, false) or coalesce(is_removed, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.hubspot_owner
