-- One row per NetSuite accounting period, as landed.
-- column period_id: id text required
-- column first_day: startdate date required
-- column last_day: enddate date required
-- column is_current: _fivetran_active boolean
select
    period_id,
    first_day,
    last_day,
    coalesce(is_current, true) as is_current,
    attributes,
    _file,
    _row
from raw.netsuite_accounting_period
