-- One row per Salesforce opportunity split record, as landed.
-- feeds: opportunity_split
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
    -- Millionths: 33.33 % is 333,300. Two decimals are usual, four can be written.
    case when abs(percentage) < 9999999999 then cast(percentage * 10000 as bigint) end as share_millionths,
    case when lower(split_type) like '%overlay%' then 'overlay' else 'primary' end as credit_type,
    coalesce(is_deleted, false) as is_deleted,
    _file,
    _row
from raw.salesforce_opportunity_split
