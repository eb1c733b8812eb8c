-- One row per Salesforce opportunity line item (the product of a deal), as landed.
-- feeds: opportunity_line
-- column line_id: Id|Opportunity Product ID salesforce_id
-- column opportunity_id: OpportunityId|opportunity_id|Opportunity ID salesforce_id required
-- column product_id: Product2Id|product_2_id|Product ID|Product Name salesforce_id
-- column quantity: Quantity number
-- column list_price: ListPrice|list_price|List Price number
-- column amount: TotalPrice|total_price|Total Price money(currency) required
-- column cost: Cost__c|cost_c|Cost money(currency)
-- column currency: CurrencyIsoCode|currency_iso_code|Total Price Currency text
-- column is_deleted: IsDeleted|is_deleted boolean
-- column is_removed: _fivetran_deleted boolean
-- column is_current: _fivetran_active boolean
select
    line_id,
    opportunity_id,
    product_id,
    quantity,
    -- ListPrice is that of one piece. A product that is not whole minor units is rounded, halves away from zero.
    rounded_share(
        cast(list_price * 10000 as bigint), cast(quantity * 10000 as bigint) * minor_unit(coalesce(upper(currency), getvariable('reporting_currency'))),
        100000000
    ) as list_amount_minor,
    amount as amount_minor,
    cost as cost_minor,
    upper(currency) as currency,
    coalesce(is_deleted, false) or coalesce(is_removed, false) or not coalesce(is_current, true) as is_deleted,
    attributes,
    _file,
    _row
from raw.salesforce_opportunity_line_item
