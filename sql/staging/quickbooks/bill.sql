-- One row per QuickBooks bill, as landed. One that was deleted may have nothing left but its id.
-- column bill_id: Id text required
-- column is_removed: _fivetran_deleted boolean
-- column change: status text
-- column spent_on: TxnDate|transaction_date date required
-- column currency: CurrencyRef.value|currency_id text
-- column lines: Line json(Amount)
select
    bill_id,
    spent_on,
    coalesce(upper(currency), getvariable('reporting_currency')) as currency,
    -- A replication service has them in bill_line.
    lines,
    coalesce(is_removed, false) or coalesce(lower(change) = 'deleted', false) as is_deleted,
    attributes,
    _file,
    _row
from raw.quickbooks_bill
