-- One row per deal whose revenue splits are not 100 % together.
-- title: The revenue splits of a deal are 100 % together
-- severity: leave_out
with total as (
    select
        opportunity_id,
        cast(sum(share_millionths) filter (where credit_type = 'primary') as bigint) as primary_millionths,
        bool_and(is_readable) as is_readable,
        min(_file) as _file,
        arg_min(_row, (_file, _row)) as _row
    from core.opportunity_split
    group by opportunity_id
)

select
    opportunity.opportunity_id as record,
    coalesce(opportunity.name, opportunity.opportunity_id) || ': the splits are ' ||
        case
            when not total.is_readable then 'not all readable'
            when total.primary_millionths % 100 = 0 then cast(total.primary_millionths / 10000 as decimal(18, 2)) || ' %'
            else cast(total.primary_millionths / 10000 as decimal(18, 4)) || ' %'
        end ||
        ' together, not 100 %; ' ||
        case
            when total.is_readable and total.primary_millionths between 0 and 999999 and getvariable('house_account') is not null then 'the rest is the house account''s'
            else 'nobody is credited'
        end as message,
    opportunity.amount_minor as amount_minor,
    opportunity.currency as currency,
    total._file,
    total._row
from total
join core.opportunity as opportunity on total.opportunity_id = opportunity.opportunity_id
where not opportunity.is_deleted and (total.primary_millionths <> 1000000 or not total.is_readable)
