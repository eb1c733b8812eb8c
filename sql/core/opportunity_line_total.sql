-- One row per opportunity with lines in one currency: what they come to.
select
    opportunity_id,
    min(currency) as currency,
    count(*) as line_count,
    -- A line that does not say leaves the sum unknown.
    case when count(*) = count(amount_minor) then cast(sum(amount_minor) as bigint) end as amount_minor,
    case when count(*) = count(list_amount_minor) then cast(sum(list_amount_minor) as bigint) end as list_amount_minor,
    case when count(*) = count(cost_minor) then cast(sum(cost_minor) as bigint) end as cost_minor
from core.opportunity_line
group by opportunity_id
having min(currency) = max(currency)
