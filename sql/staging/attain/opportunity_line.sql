-- One row per line of an opportunity in our own shape, as landed.
-- feeds: opportunity_line
-- column line_id: line_id text
-- column opportunity_id: opportunity_id salesforce_id required
-- column product_id: product|product_id text
-- column quantity: quantity number
-- column list_amount: list_amount money(currency)
-- column amount: amount money(currency) required
-- column cost: cost money(currency)
-- column currency: currency text
-- column is_deleted: is_deleted boolean
select
    line_id,
    opportunity_id,
    product_id,
    quantity,
    list_amount as list_amount_minor,
    amount as amount_minor,
    cost as cost_minor,
    -- Null is the currency of the deal; the amounts are then in minor units of the reporting currency, until core has the deal.
    upper(currency) as currency,
    coalesce(is_deleted, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.attain_opportunity_line
