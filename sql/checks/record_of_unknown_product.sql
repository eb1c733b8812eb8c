-- One row per record of a product that is not among the products.
-- title: What is of a product is of one we have
-- severity: warn
with reference as (
    select 'line ' || coalesce(line_id, 'of record ' || _row) as what, line_id as record, product_id, amount_minor, currency, _file, _row
    from core.opportunity_line
    union all
    select 'invoice ' || coalesce(invoice_id, 'of record ' || _row) as what, invoice_id as record, product_id, total_minor as amount_minor, currency, _file, _row
    from core.invoice
    where is_revenue
    union all
    select 'ticket ' || coalesce(ticket_id, 'of record ' || _row) as what, ticket_id as record, product_id, null::bigint as amount_minor, null::varchar as currency, _file, _row
    from core.ticket
    union all
    select 'incident ' || coalesce(incident_id, 'of record ' || _row) as what, incident_id as record, product_id, null::bigint as amount_minor, null::varchar as currency, _file, _row
    from core.incident
    union all
    select 'item ' || coalesce(item_id, 'of record ' || _row) as what, item_id as record, product_id, null::bigint as amount_minor, null::varchar as currency, _file, _row
    from core.release_item
)

select
    record,
    what || ': product ' || product_id || ' is not among the products' as message,
    amount_minor,
    currency,
    _file,
    _row
from reference
where product_id is not null
    and exists (select 1 from core.product)
    and product_id not in (select product_id from core.product)
