-- One row per cost record, as landed: a category's cost of a month.
-- feeds: cost
-- column month: month date required
-- column category: category text required
-- column amount: amount money(currency) required
-- column currency: currency text
-- column campaign_id: campaign|campaign_id salesforce_id
select
    cast(date_trunc('month', month) as date) as month,
    replace(lower(category), ' ', '_') as category,
    amount as amount_minor,
    coalesce(upper(currency), getvariable('reporting_currency')) as currency,
    campaign_id,
    attributes,
    _file,
    _row
from raw.attain_cost
