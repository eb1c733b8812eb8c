-- One row per credit of a won opportunity and line of it, on the day it closed: the line's part of the credit; one row without a product where the deal has no lines that divide it.
-- title: Bookings by product
-- kind: flow
-- unit: money
-- attributes: deal_type, lead_source, stage, territory_id, partner_id, product_id, product, product_family, quantity, term_months, line_minor, list_minor, cost_minor, margin_minor, discount_minor, margin_percent, discount_percent
-- apart: core.opportunity.term_months (term_months)
-- more: core.new_customer_deal by opportunity_id (is_new_customer)
with line as (
    select
        line.*,
        total.amount_minor as lines_minor,
        row_number() over (partition by line.opportunity_id order by line.line_id, line.product_id, line.amount_minor, line._file, line._row) as number
    from core.opportunity_line as line
    join core.opportunity_line_total as total on line.opportunity_id = total.opportunity_id
    where total.amount_minor <> 0
),

-- A credit is divided as the lines are, which need not come to the deal's amount: see checks/lines_do_not_sum_to_the_deal.
-- Of a credit of c a line of a out of lines of s has c × a ÷ s.
divided as (
    select
        credit.* replace (map_concat(credit.attributes, line.attributes) as attributes),
        line.number,
        line.product_id,
        line.quantity,
        coalesce(line.amount_minor, 0) as line_minor,
        line.list_amount_minor as line_list_minor,
        line.cost_minor as line_cost_minor,
        abs(credit.credit_minor)::hugeint * coalesce(line.amount_minor, 0) * sign(line.lines_minor) as product,
        abs(line.lines_minor)::hugeint as divisor
    from core.deal_credit as credit
    join line on credit.opportunity_id = line.opportunity_id and credit.currency = line.currency
    where credit.amount_minor is not null or credit.is_amount_unread
),

-- Largest remainder, the first line where they are equal. Downwards, so that a discount's line below 0 leaves a remainder
-- above it like any other.
floored as (
    select
        *,
        (product - (product % divisor + divisor) % divisor) // divisor as whole,
        (product % divisor + divisor) % divisor as remainder
    from divided
),

ranked as (
    select
        *,
        row_number() over (partition by opportunity_id, credited_id, credit_type order by remainder desc, number) as position,
        abs(credit_minor) - sum(whole) over (partition by opportunity_id, credited_id, credit_type) as left_over
    from floored
),

part as (
    select
        * exclude (product, divisor, whole, remainder, position, left_over),
        cast(sign(credit_minor) * (whole + case when position <= left_over then 1 else 0 end) as bigint) as part_minor
    from ranked
    union all by name
    select
        credit.*,
        0 as number,
        credit.amount_minor as line_minor,
        credit.list_amount_minor as line_list_minor,
        credit.cost_minor as line_cost_minor,
        -- Where a line cannot be read nobody knows which part is of which product.
        case when total.opportunity_id is null or total.amount_minor is not null then credit.credit_minor end as part_minor
    from core.deal_credit as credit
    left join core.opportunity_line_total as total
        on credit.opportunity_id = total.opportunity_id
        and credit.currency = total.currency
    where coalesce(total.amount_minor, 0) = 0 and (credit.amount_minor is not null or credit.is_amount_unread)
)

select
    concat_ws('|', part.opportunity_id, part.credited_id, part.credit_type, part.number) as fact_key,
    part.opportunity_id as source_key,
    part.name || coalesce(': ' || coalesce(product.name, part.product_id), '') as label,
    part.close_on as day,
    part.participant_id,
    part.account_id,
    part.credit_type,
    part.share_bp,
    part.part_minor as value,
    'money' as unit,
    part.currency,
    part.deal_type,
    part.lead_source,
    part.stage,
    part.territory_id,
    part.partner_id,
    part.product_id,
    product.name as product,
    product.family as product_family,
    part.quantity,
    part.term_months,
    -- Of the whole line, whatever the share: margin_minor / line_minor is the line's margin.
    part.line_minor,
    part.line_list_minor as list_minor,
    part.line_cost_minor as cost_minor,
    part.line_minor - part.line_cost_minor as margin_minor,
    part.line_list_minor - part.line_minor as discount_minor,
    percent_of(part.line_minor - part.line_cost_minor, part.line_minor) as margin_percent,
    percent_of(part.line_list_minor - part.line_minor, part.line_list_minor) as discount_percent,
    part.attributes,
    part._file,
    part._row
from part
left join core.product as product on part.product_id = product.product_id
