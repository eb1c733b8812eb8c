-- One row per Salesforce opportunity split record, as landed.
-- feeds: opportunity_split
-- column split_id: Id text required
-- column opportunity_id: OpportunityId|opportunity_id|Opportunity ID salesforce_id required
-- column owner_id: SplitOwnerId|split_owner_id|Split Owner ID|Split Owner salesforce_id required
-- column percentage: SplitPercentage|split_percentage|Split (%)|Split Percent number required
-- column split_type: SplitType|SplitType.MasterLabel|split_type|Split Type|SplitTypeId|split_type_id text
-- column is_deleted: IsDeleted|is_deleted boolean
-- column is_removed: _fivetran_deleted boolean
select
    split_id,
    opportunity_id,
    owner_id,
    -- Millionths: 33.33 % is 333,300. Two decimals are usual, four can be written. An overlay goes up to 1,000 %.
    case when abs(percentage) < 9999999999 then cast(percentage * 10000 as bigint) end as share_millionths,
    case
        when lower(split_type) like '%overlay%' then 'overlay'
        when lower(split_type) in ('sourced', 'closed', 'retained', 'partner') then lower(split_type)
        else 'primary'
    end as credit_type,
    coalesce(is_deleted, false) or coalesce(is_removed, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.salesforce_opportunity_split
