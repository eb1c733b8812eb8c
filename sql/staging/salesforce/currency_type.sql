-- One row per currency of a Salesforce organization, as landed, with the rate that stands now.
-- column currency: IsoCode|iso_code text required
-- column rate: ConversionRate|conversion_rate rate
-- column is_corporate: IsCorporate|is_corporate boolean
select
    upper(currency) as currency,
    rate,
    is_corporate,
    _file,
    _row
from raw.salesforce_currency_type
