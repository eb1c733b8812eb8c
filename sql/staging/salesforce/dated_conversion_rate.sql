-- One row per dated rate of a Salesforce organization, as landed: what one of its corporate currency is worth from a day on.
-- column currency: IsoCode|iso_code text required
-- column rate: ConversionRate|conversion_rate rate required
-- column first_day: StartDate|start_date date required
-- column is_deleted: _fivetran_deleted boolean
select
    upper(currency) as currency,
    rate,
    first_day,
    coalesce(is_deleted, false) as is_deleted,
    _file,
    _row
from raw.salesforce_dated_conversion_rate
