-- One row per record of a split of which another record says something else.
-- title: Every split is there once
-- severity: leave_out
with disputed as (
    select distinct disputed_id
    from core.opportunity_split
    where disputed_id is not null
)

select
    split.split_id as record,
    'split ' || split.split_id || ' of ' || coalesce(opportunity.name, split.opportunity_id, 'no deal') || ': ' || coalesce(cast(split.share_millionths / 10000 as decimal(18, 4)) || ' %', 'nothing') ||
        ' for ' || coalesce(split.owner_id, 'nobody') || ', and another record of it says otherwise; nobody is credited' as message,
    opportunity.amount_minor,
    opportunity.currency,
    split._file,
    split._row
from united.opportunity_split as split
join disputed on split.split_id = disputed.disputed_id
left join core.opportunity as opportunity on split.opportunity_id = opportunity.opportunity_id
where split.is_deleted is not true
