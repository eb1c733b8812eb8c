-- One row per currency of a Dynamics organization, as landed.
-- column currency_id: transactioncurrencyid|(Do Not Modify) Currency|Currency Name guid required
-- column currency: isocurrencycode|Currency Code text required
-- column name: currencyname|Currency Name text
select
    currency_id,
    upper(currency) as currency,
    name,
    _file,
    _row
from raw.dynamics_transactioncurrency
