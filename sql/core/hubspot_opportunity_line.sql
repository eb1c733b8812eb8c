-- One row per HubSpot line item of a deal; those of a deal that was merged are of the deal it lives on in.
-- feeds: opportunity_line
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

line_deal as (
    select line_item_id, min(deal_id) as deal_id
    from staging.hubspot_line_item_deal
    group by line_item_id
),

placed as (
    select line.*, coalesce(line.deal_id, line_deal.deal_id) as placed_id
    from staging.hubspot_line_item as line
    left join line_deal on line.line_id = line_deal.line_item_id
)

select
    placed.line_id,
    coalesce(follows.deal_id, placed.placed_id) as opportunity_id,
    placed.product_id,
    placed.quantity,
    placed.list_amount_minor,
    placed.amount_minor,
    placed.cost_minor,
    placed.currency,
    placed.is_deleted,
    placed.attributes,
    placed._file,
    placed._row
from placed
left join follows on placed.placed_id = follows.merged_deal_id
