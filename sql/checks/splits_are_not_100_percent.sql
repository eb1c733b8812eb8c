-- One row per deal whose revenue splits are not 100 % together.
-- title: The revenue splits of a deal are 100 % together
-- severity: hold
with total as (
    select
        opportunity_id,
        cast(sum(share_bp) filter (where credit_type = 'primary') as bigint) as primary_bp,
        bool_and(is_readable) as is_readable,
        min(_file) as _file,
        arg_min(_row, (_file, _row)) as _row
    from core.opportunity_split
    group by opportunity_id
)

select
    opportunity.opportunity_id as record,
    coalesce(opportunity.name, opportunity.opportunity_id) || ': the splits are ' ||
        case when total.is_readable then (total.primary_bp // 100) || '.' || lpad((total.primary_bp % 100)::varchar, 2, '0') || ' %' else 'not all readable' end ||
        ' together, not 100 %; nobody is credited' as message,
    opportunity.amount_minor as amount_minor,
    opportunity.currency as currency,
    total._file,
    total._row
from total
join core.opportunity as opportunity on total.opportunity_id = opportunity.opportunity_id
where not opportunity.is_deleted and (total.primary_bp <> 10000 or not total.is_readable)
