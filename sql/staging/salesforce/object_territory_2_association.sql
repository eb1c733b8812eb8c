-- One row per account of a Salesforce territory, as landed.
-- feeds: territory_member
-- column territory_id: Territory2Id|territory_2_id salesforce_id required
-- column account_id: ObjectId|object_id salesforce_id required
-- column is_deleted: IsDeleted|is_deleted boolean
-- column is_removed: _fivetran_deleted boolean
select
    territory_id,
    account_id,
    coalesce(is_deleted, false) or coalesce(is_removed, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.salesforce_object_territory_2_association
