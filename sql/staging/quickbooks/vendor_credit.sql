-- One row per QuickBooks vendor credit, as landed. One that was deleted may have nothing left but its id.
-- column vendor_credit_id: Id text required
-- column is_removed: _fivetran_deleted boolean
-- column change: status text
-- column spent_on: TxnDate|transaction_date date required
-- column currency: CurrencyRef.value|currency_id text
-- column lines: Line json(Amount)
select
    vendor_credit_id,
    spent_on,
    coalesce(upper(currency), getvariable('reporting_currency')) as currency,
    -- A replication service has them in vendor_credit_line.
    lines,
    coalesce(is_removed, false) or coalesce(lower(change) = 'deleted', false) as is_deleted,
    attributes,
    _file,
    _row
from raw.quickbooks_vendor_credit
