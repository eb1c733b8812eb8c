-- One row per deal whose last recorded change is of another stage.
-- title: The last change of a deal is what the deal says
-- severity: warn
select
    opportunity.opportunity_id as record,
    coalesce(opportunity.name, opportunity.opportunity_id) || ' is ' || coalesce(opportunity.stage, '(empty)') || ', but its last change is to ' || coalesce(change.stage, '(empty)') as message,
    opportunity.amount_minor,
    opportunity.currency,
    change._file,
    change._row
from core.opportunity_change as change
join core.opportunity as opportunity on change.opportunity_id = opportunity.opportunity_id
where change.until_on is null and change.stage is distinct from opportunity.stage and not opportunity.is_deleted
