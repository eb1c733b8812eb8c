-- One row per line of a Xero invoice or credit note, without tax.
with given as (
    select invoice_id as document_id, currency, has_tax_in_lines, lines, _file, _row
    from staging.xero_invoice
    union all
    select credit_note_id as document_id, currency, has_tax_in_lines, lines, _file, _row
    from staging.xero_credit_note
),

-- A page may repeat what another has had: each document, and each line, once.
document as (
    select distinct on (document_id) *
    from given
    order by document_id, _file, _row
),

inside as (
    select
        document_id,
        unnest(from_json(lines, '[{"LineAmount": "VARCHAR", "TaxAmount": "VARCHAR", "AccountCode": "VARCHAR", "ItemCode": "VARCHAR"}]')) as line
    from document
    where lines is not null
),

listed as (
    select
        document_id,
        plain_number(line.LineAmount) as amount,
        plain_number(line.TaxAmount) as tax,
        line.AccountCode as account_code,
        line.ItemCode as item_code
    from inside
    union all
    select invoice_id as document_id, amount, tax, account_code, item_code
    from (select distinct on (invoice_id, line_id) * from staging.xero_invoice_line_item order by invoice_id, line_id, _file, _row)
)

select
    listed.document_id,
    listed.amount - case when document.has_tax_in_lines then coalesce(listed.tax, 0) else 0 end as amount,
    document.currency,
    listed.account_code,
    listed.item_code
from listed
join document on listed.document_id = document.document_id
