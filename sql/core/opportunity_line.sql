-- One row per line of an opportunity: a product, how many, for how much.
-- key: line_id, or none
-- needs: opportunity_id
-- amount: amount_minor
-- deleted: left out
with ranked as (
    select
        record.*,
        -- Without a key every record is one.
        case when line_id is null then 1 else count(*) over (partition by line_id) end as record_count,
        case when line_id is null then 1 else row_number() over (partition by line_id order by record) end as position
    from united.opportunity_line as record
    where opportunity_id is not null and is_deleted is not true
),

-- A line without a currency is in its deal's; raw took its amounts for the reporting currency's.
priced as (
    select
        ranked.*,
        coalesce(ranked.currency, opportunity.currency, getvariable('reporting_currency')) as line_currency,
        coalesce(ranked.currency, getvariable('reporting_currency')) as read_currency,
        opportunity.account_id
    from ranked
    left join core.opportunity as opportunity on ranked.opportunity_id = opportunity.opportunity_id
    where ranked.position = 1
)

select
    line_id,
    opportunity_id,
    account_id,
    product_id,
    quantity,
    minor_in(list_amount_minor, read_currency, line_currency) as list_amount_minor,
    minor_in(amount_minor, read_currency, line_currency) as amount_minor,
    minor_in(cost_minor, read_currency, line_currency) as cost_minor,
    line_currency as currency,
    attributes,
    _system,
    _file,
    _row,
    record_count
from priced
