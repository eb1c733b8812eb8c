-- One row per split of a deal that is deleted or not there.
-- title: Every split is of a deal that is there
-- severity: warn
select
    split.opportunity_id as record,
    'split of ' || split.opportunity_id || case when opportunity.is_deleted then ', which is deleted' else ', which is not among the deals' end as message,
    null::bigint as amount_minor,
    null::varchar as currency,
    split._file,
    split._row
from core.opportunity_split as split
left join core.opportunity as opportunity on split.opportunity_id = opportunity.opportunity_id
where opportunity.opportunity_id is null or opportunity.is_deleted
