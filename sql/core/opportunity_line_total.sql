-- One row per opportunity with lines in one currency: what they come to.
with unread as (
    select distinct _file, _row
    from checks.reject
    where column_name in ('amount', 'currency')
)

select
    line.opportunity_id,
    min(line.currency) as currency,
    count(*) as line_count,
    -- A line without an amount costs nothing; one whose amount cannot be read leaves the sum unknown.
    case when count(unread._row) = 0 then cast(sum(coalesce(line.amount_minor, 0)) as bigint) end as amount_minor,
    -- So does one that does not say its price.
    case when count(*) = count(line.list_amount_minor) then cast(sum(line.list_amount_minor) as bigint) end as list_amount_minor,
    case when count(*) = count(line.cost_minor) then cast(sum(line.cost_minor) as bigint) end as cost_minor
from core.opportunity_line as line
left join unread on line._file = unread._file and line._row = unread._row
group by line.opportunity_id
having min(line.currency) = max(line.currency)
