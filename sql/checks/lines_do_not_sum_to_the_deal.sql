-- One row per won deal whose lines do not come to its amount, or cannot be compared with it.
-- title: The lines of a deal come to its amount
-- severity: warn
with line as (
    select
        opportunity_id,
        string_agg(distinct currency, ', ' order by currency) as currencies,
        cast(sum(coalesce(amount_minor, 0)) as bigint) as lines_minor
    from core.opportunity_line
    group by opportunity_id
)

select
    deal.opportunity_id as record,
    coalesce(deal.name, deal.opportunity_id) ||
        case
            when line.currencies <> deal.currency
                then ' is in ' || deal.currency || ' and its lines in ' || line.currencies || '; it counts without its products'
            when line.lines_minor = 0
                then ' comes to ' || major_text(deal.amount_minor, deal.currency) || ' ' || deal.currency || ' and its lines to nothing; it counts without its products'
            else ' comes to ' || major_text(deal.amount_minor, deal.currency) || ' ' || deal.currency || ' and its lines to ' || major_text(line.lines_minor, deal.currency) ||
                '; its amount is divided as they are'
        end as message,
    deal.amount_minor - case when line.currencies = deal.currency then line.lines_minor end as amount_minor,
    deal.currency,
    deal._file,
    deal._row
from core.opportunity as deal
join line on deal.opportunity_id = line.opportunity_id
left join core.opportunity_line_total as total on deal.opportunity_id = total.opportunity_id
where deal.outcome = 'won'
    and not deal.is_deleted
    and deal.amount_minor is not null
    -- A line that cannot be read is in another check.
    and (total.opportunity_id is null or total.amount_minor is not null)
    and (line.currencies <> deal.currency or line.lines_minor <> deal.amount_minor)
