-- One row per cost record in our own shape, as landed: a category's cost of a month.
-- column month: month date required
-- column category: category text required
-- column amount: amount money(currency) required
-- column currency: currency text
select
    cast(date_trunc('month', month) as date) as month,
    replace(lower(category), ' ', '_') as category,
    amount as amount_minor,
    coalesce(upper(currency), getvariable('reporting_currency')) as currency,
    attributes,
    _file,
    _row
from raw.attain_cost
