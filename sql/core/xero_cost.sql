-- One row per Xero bill or credit note of a supplier and ledger account: direct costs under cost_of_revenue, else under the account's name.
-- feeds: cost
with given as (
    select invoice_id as document_id, invoiced_on as spent_on, currency, 1 as sign, _file, _row
    from staging.xero_invoice
    where type = 'ACCPAY' and status in ('open', 'paid')
    union all
    select credit_note_id as document_id, credited_on as spent_on, currency, -1 as sign, _file, _row
    from staging.xero_credit_note
    where type = 'ACCPAYCREDIT' and status = 'issued'
),

-- A page may repeat what another has had.
document as (
    select distinct on (document_id) *
    from given
    order by document_id, _file, _row
),

account as (
    select distinct on (code) code, name, type, class
    from staging.xero_account
    where code is not null
    order by code, _file, _row
)

select
    cast(date_trunc('month', document.spent_on) as date) as month,
    case when account.type = 'DIRECTCOSTS' then 'cost_of_revenue' else replace(lower(coalesce(account.name, line.account_code)), ' ', '_') end as category,
    minor_amount(sum(line.amount) * document.sign, document.currency) as amount_minor,
    document.currency,
    document._file,
    document._row
from document
left join core.xero_line as line on document.document_id = line.document_id
left join account on line.account_code = account.code
-- What is bought to be kept is no cost of the month. A document whose lines cannot be read stays, without an amount, so that a check finds it.
where coalesce(account.class = 'EXPENSE', true)
group by
    document.document_id,
    document.spent_on,
    document.sign,
    document.currency,
    document._file,
    document._row,
    coalesce(account.name, line.account_code),
    account.type
