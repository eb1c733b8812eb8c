-- One row per QuickBooks payment, as landed. One that was deleted may have nothing left but its id.
-- column payment_id: Id text required
-- column is_removed: _fivetran_deleted boolean
-- column change: status text
-- column paid_on: TxnDate|transaction_date date required
-- column currency: CurrencyRef.value|currency_id text
-- column customer_id: CustomerRef.value|customer_id text
-- column total: TotalAmt|total_amount money(currency) required
-- column lines: Line json(Amount)
-- column note: PrivateNote|private_note text
select
    payment_id,
    paid_on,
    coalesce(upper(currency), getvariable('reporting_currency')) as currency,
    customer_id,
    -- In the currency of the document; the home amounts beside it are the same money at its exchange rate.
    total as amount_with_tax_minor,
    -- The documents it pays; a replication service has them in payment_line.
    lines,
    -- What is voided keeps its number and loses its amounts.
    coalesce(note ilike 'void%' and total = 0, false) as is_void,
    coalesce(is_removed, false) or coalesce(lower(change) = 'deleted', false) as is_deleted,
    attributes,
    _file,
    _row
from raw.quickbooks_payment
