-- One row per product and day, from the month of the first incident: the minutes it should have been up, planned maintenance taken off.
-- title: Minutes of service
-- kind: flow
-- unit: minutes
-- attributes: product_id
with product as (
    select product_id, name, _file, _row
    from core.product
    union all
    -- A product only incidents know, and the service of a company that lists no products.
    select
        incident.product_id,
        null::varchar as name,
        min(incident._file) as _file,
        arg_min(incident._row, (incident._file, incident._row)) as _row
    from core.incident_minutes as incident
    anti join core.product as product on coalesce(incident.product_id, '') = product.product_id
    group by incident.product_id
),

-- Before the first incident nobody wrote them down, and a day without one says nothing.
calendar as (
    select cast(unnest(generate_series(
        date_trunc('month', (select min(started_at) from core.incident)),
        cast(getvariable('as_of') as timestamp),
        interval 1 day
    )) as date) as day
),

planned as (
    select
        product_id,
        day,
        sum(minutes) as minutes
    from core.incident_minutes
    where is_planned
    group by product_id, day
)

select
    concat_ws('|', coalesce(product.product_id, ''), calendar.day) as fact_key,
    coalesce(product.product_id, 'service') as source_key,
    coalesce(product.name, product.product_id, 'The service') || ' on ' || calendar.day as label,
    calendar.day,
    null::varchar as participant_id,
    null::varchar as account_id,
    'primary' as credit_type,
    10000::bigint as share_bp,
    cast(1440 - coalesce(planned.minutes, 0) as bigint) as value,
    'minutes' as unit,
    null::varchar as currency,
    product.product_id,
    product._file,
    product._row
from product
cross join calendar
left join planned on product.product_id is not distinct from planned.product_id and calendar.day = planned.day
