-- One row per Salesforce opportunity split record, as landed.
-- column split_id: Id salesforce_id required
-- column is_deleted: IsDeleted boolean
-- column opportunity_id: OpportunityId salesforce_id required
-- column owner_id: SplitOwnerId salesforce_id required
-- column percentage: SplitPercentage number required
-- column split_type: SplitType|SplitTypeId text
select
    split_id,
    opportunity_id,
    owner_id,
    -- Basis points: 33.33 % is 3,333. Salesforce keeps two decimals.
    cast(percentage * 100 as bigint) as share_bp,
    case when lower(split_type) like '%overlay%' then 'overlay' else 'primary' end as credit_type,
    coalesce(is_deleted, false) as is_deleted,
    _file,
    _row
from raw.salesforce_opportunity_split
