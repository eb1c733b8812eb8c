-- One row per opportunity split record in our own shape, as landed.
-- feeds: opportunity_split
-- column split_id: split_id text
-- column opportunity_id: opportunity_id salesforce_id required
-- column owner_id: participant|owner text required
-- column percentage: percentage number required
-- column credit_type: credit_type text
-- column is_deleted: is_deleted boolean
select
    split_id,
    opportunity_id,
    owner_id,
    -- Millionths: 33.3333 % is 333,333.
    case when abs(percentage) < 9999999999 then cast(percentage * 10000 as bigint) end as share_millionths,
    case when lower(credit_type) in ('overlay', 'sourced', 'closed', 'retained', 'partner') then lower(credit_type) else 'primary' end as credit_type,
    coalesce(is_deleted, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.attain_opportunity_split
