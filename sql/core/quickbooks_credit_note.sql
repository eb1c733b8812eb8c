-- One row per QuickBooks credit memo and refund receipt, net of tax.
-- feeds: credit_note
with given as (
    select credit_memo_id as credit_note_id, credited_on, * exclude (credit_memo_id, credited_on)
    from staging.quickbooks_credit_memo
    union all by name
    select refund_receipt_id as credit_note_id, refunded_on as credited_on, * exclude (refund_receipt_id, refunded_on)
    from staging.quickbooks_refund_receipt
)

select
    credit_note_id,
    customer_id as account_id,
    amount_with_tax_minor - coalesce(tax_minor, 0) as amount_minor,
    currency,
    credited_on,
    case when is_deleted or is_void then 'void' else 'issued' end as status,
    reason,
    is_deleted,
    attributes,
    _file,
    _row
from given
