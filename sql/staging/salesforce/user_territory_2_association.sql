-- One row per user of a Salesforce territory, as landed.
-- feeds: territory_member
-- column territory_id: Territory2Id|territory_2_id salesforce_id required
-- column owner_id: UserId|user_id salesforce_id required
-- column is_active: IsActive|is_active boolean
-- column is_deleted: _fivetran_deleted boolean
select
    territory_id,
    owner_id,
    coalesce(is_deleted, false) or not coalesce(is_active, true) as is_deleted,
    attributes,
    _file,
    _row
from raw.salesforce_user_territory_2_association
