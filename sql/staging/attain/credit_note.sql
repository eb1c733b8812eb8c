-- One row per credit note in our own shape, as landed.
-- feeds: credit_note
-- column credit_note_id: credit_note_id text required
-- column invoice_id: invoice_id text
-- column account_id: account_id salesforce_id
-- column amount: amount money(currency) required
-- column currency: currency text
-- column credited_on: credited_on date required
-- column status: status text
-- column reason: reason text
-- column is_deleted: is_deleted boolean
select
    credit_note_id,
    invoice_id,
    account_id,
    -- What is given back: above zero.
    amount as amount_minor,
    coalesce(upper(currency), getvariable('reporting_currency')) as currency,
    credited_on,
    coalesce(lower(status), 'issued') as status,
    reason,
    coalesce(is_deleted, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.attain_credit_note
