-- One row per forecast, as landed: what a participant said a month would bring.
-- feeds: forecast_submission
-- column owner_id: participant text required
-- column period: period date required
-- column submitted_on: submitted_on date required
-- column category: category text
-- column amount: amount money(currency) required
-- column currency: currency text
select
    owner_id,
    cast(date_trunc('month', period) as date) as period,
    submitted_on,
    replace(lower(category), ' ', '_') as category,
    amount as amount_minor,
    coalesce(upper(currency), getvariable('reporting_currency')) as currency,
    attributes,
    _file,
    _row
from raw.attain_forecast_submission
