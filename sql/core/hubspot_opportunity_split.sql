-- One row per split of a HubSpot deal; those of a deal that was merged are of the deal it lives on in.
-- feeds: opportunity_split
-- made: table
with recursive merged as (
    select merged_deal_id, deal_id from staging.hubspot_merged_deal
    union
    select unnest(merged_ids) as merged_deal_id, deal_id from staging.hubspot_deal
),

-- A deal may have been merged more than once: 1 into 2, 2 into 3. Its credit follows to the last.
survivor as (
    select merged_deal_id, deal_id, 1 as step from merged
    union all
    select survivor.merged_deal_id, merged.deal_id, survivor.step + 1
    from survivor
    join merged on survivor.deal_id = merged.merged_deal_id
    where survivor.step < 20
),

follows as (
    select merged_deal_id, arg_max(deal_id, (step, deal_id)) as deal_id
    from survivor
    group by merged_deal_id
),

-- Shares have eight decimals, ours six: each is the difference of rounded running totals, so that what adds up to 1 does so still.
running as (
    select
        *,
        sum(share) over (partition by deal_id, is_deleted order by split_id, _file, _row rows unbounded preceding) as upto
    from staging.hubspot_deal_split
)

select
    running.split_id,
    coalesce(follows.deal_id, running.deal_id) as opportunity_id,
    running.owner_id,
    case when running.share is not null then
        cast(round(running.upto * 1000000, 0) as bigint) - cast(round((running.upto - running.share) * 1000000, 0) as bigint)
    end as share_millionths,
    'primary' as credit_type,
    running.is_deleted,
    running.attributes,
    running._file,
    running._row
from running
left join follows on running.deal_id = follows.merged_deal_id
