-- One row per HubSpot line item (the product of a deal), as landed.
-- column line_id: id|Record ID text required
-- column product_id: properties.hs_product_id|product_id|property_hs_product_id|Product ID text
-- column quantity: properties.quantity|property_quantity|Quantity number
-- column price: properties.price|property_price|Unit price number
-- column amount: properties.amount|property_amount|Net price money(currency) required
-- column unit_cost: properties.hs_cost_of_goods_sold|property_hs_cost_of_goods_sold|Unit cost number
-- column currency: properties.hs_line_item_currency_code|property_hs_line_item_currency_code|Currency text
-- column deal_id: associations.deals.results.0.id|deal_id|Associated Deal IDs text
-- column is_deleted: archived|is_deleted boolean
-- column is_removed: _fivetran_deleted boolean
with line as (
    select *, minor_unit(coalesce(upper(currency), getvariable('reporting_currency'))) as unit
    from raw.hubspot_line_item
)

select
    line_id,
    product_id,
    quantity,
    -- The price and the cost are those of one piece. What is not whole minor units is rounded, halves away from zero.
    rounded_share(cast(price * 10000 as bigint), cast(quantity * 10000 as bigint) * unit, 100000000) as list_amount_minor,
    amount as amount_minor,
    rounded_share(cast(unit_cost * 10000 as bigint), cast(quantity * 10000 as bigint) * unit, 100000000) as cost_minor,
    upper(currency) as currency,
    deal_id,
    coalesce(is_deleted, false) or coalesce(is_removed, false) as is_deleted,
    attributes,
    _file,
    _row
from line
