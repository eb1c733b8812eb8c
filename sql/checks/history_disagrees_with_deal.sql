-- One row per deal whose last recorded change is of another stage.
-- title: The last change of a deal is what the deal says
-- severity: warn
with last_change as (
    select
        opportunity_id,
        arg_max(stage, (changed_at, change_id)) as stage,
        arg_max({'file': _file, 'record': _row}, (changed_at, change_id)) as place
    from united.opportunity_change
    where is_deleted is not true and changed_at is not null
    group by opportunity_id
)

select
    opportunity.opportunity_id as record,
    coalesce(opportunity.name, opportunity.opportunity_id) || ' is ' || coalesce(opportunity.stage, '(empty)') || ', but its last change is to ' || coalesce(last_change.stage, '(empty)') as message,
    opportunity.amount_minor,
    opportunity.currency,
    last_change.place.file as _file,
    last_change.place.record as _row
from last_change
join core.opportunity as opportunity on last_change.opportunity_id = opportunity.opportunity_id
where last_change.stage is distinct from opportunity.stage and not opportunity.is_deleted
