-- One row per NetSuite currency, as landed.
-- column currency_id: id text required
-- column symbol: symbol text required
-- column is_base: isbasecurrency boolean
-- column is_current: _fivetran_active boolean
select
    currency_id,
    upper(symbol) as symbol,
    coalesce(is_base, false) as is_base,
    coalesce(is_current, true) as is_current,
    attributes,
    _file,
    _row
from raw.netsuite_currency
