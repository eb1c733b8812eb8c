-- One row per Dynamics opportunity product, as landed.
-- column line_id: opportunityproductid|(Do Not Modify) Opportunity Product guid
-- column opportunity_id: _opportunityid_value|opportunityid|Opportunity guid required
-- column product_id: _productid_value|productid|Existing Product|Product guid
-- column quantity: quantity|Quantity number
-- column currency_id: transactioncurrencyid.isocurrencycode|_transactioncurrencyid_value|transactioncurrencyid|Currency guid
-- column list_amount: baseamount|Amount money(currency_id)
-- column extended: extendedamount|Extended Amount money(currency_id) required
-- column tax: tax|Tax money(currency_id)
-- column cost: new_cost|Cost money(currency_id)
-- column is_deleted: IsDelete boolean
-- column is_removed: _fivetran_deleted boolean
select
    line_id,
    opportunity_id,
    product_id,
    quantity,
    currency_id,
    list_amount as list_amount_minor,
    -- The extended amount is what is left of the base amount after discounts, with tax.
    extended - coalesce(tax, 0) as amount_minor,
    cost as cost_minor,
    coalesce(is_deleted, false) or coalesce(is_removed, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.dynamics_opportunityproduct
