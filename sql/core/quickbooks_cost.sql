-- One row per QuickBooks bill, purchase and vendor credit and ledger account: cost of goods under cost_of_revenue, else under the topmost account.
-- feeds: cost
with given as (
    select 'bill' as kind, bill_id as document_id, spent_on, currency, lines, 1 as sign, is_deleted, _file, _row
    from staging.quickbooks_bill
    union all
    select 'purchase' as kind, purchase_id as document_id, spent_on, currency, lines, case when is_credit then -1 else 1 end as sign, is_deleted, _file, _row
    from staging.quickbooks_purchase
    union all
    select 'vendor_credit' as kind, vendor_credit_id as document_id, spent_on, currency, lines, -1 as sign, is_deleted, _file, _row
    from staging.quickbooks_vendor_credit
),

-- A page may repeat what another has had: each document, and each line, once.
document as (
    select distinct on (kind, document_id) *
    from given
    order by kind, document_id, is_deleted, _file, _row
),

inside as (
    select
        kind,
        document_id,
        unnest(from_json(lines, '[{"Amount": "VARCHAR", "AccountBasedExpenseLineDetail": {"AccountRef": {"value": "VARCHAR", "name": "VARCHAR"}}}]')) as line
    from document
    where lines is not null
),

listed as (
    select
        kind,
        document_id,
        plain_number(line.Amount) as amount,
        line.AccountBasedExpenseLineDetail.AccountRef.value as ledger_account_id,
        line.AccountBasedExpenseLineDetail.AccountRef.name as name
    from inside
    union all
    select 'bill' as kind, bill_id as document_id, amount, ledger_account_id, null as name
    from (select distinct on (bill_id, number) * from staging.quickbooks_bill_line order by bill_id, number, _file, _row)
    union all
    select 'purchase' as kind, purchase_id as document_id, amount, ledger_account_id, null as name
    from (select distinct on (purchase_id, number) * from staging.quickbooks_purchase_line order by purchase_id, number, _file, _row)
    union all
    select 'vendor_credit' as kind, vendor_credit_id as document_id, amount, ledger_account_id, null as name
    from (select distinct on (vendor_credit_id, number) * from staging.quickbooks_vendor_credit_line order by vendor_credit_id, number, _file, _row)
),

account as (
    select distinct on (ledger_account_id) ledger_account_id, name, type
    from staging.quickbooks_account
    order by ledger_account_id, _file, _row
)

select
    cast(date_trunc('month', document.spent_on) as date) as month,
    case
        when account.type in ('cost of goods sold', 'costofgoodssold') then 'cost_of_revenue'
        else replace(lower(split_part(coalesce(account.name, listed.name), ':', 1)), ' ', '_')
    end as category,
    minor_amount(sum(listed.amount) * document.sign, document.currency) as amount_minor,
    document.currency,
    document._file,
    document._row
from document
left join listed on document.kind = listed.kind and document.document_id = listed.document_id
left join account on listed.ledger_account_id = account.ledger_account_id
-- What is bought to be kept or sold on is no cost of the month; lines of items have no ledger account. A document whose
-- lines cannot be read stays, without an amount, so that a check finds it.
where
    not document.is_deleted
    and (listed.document_id is null or listed.ledger_account_id is not null)
    and coalesce(account.type in ('expense', 'other expense', 'otherexpense', 'cost of goods sold', 'costofgoodssold'), true)
group by
    document.kind,
    document.document_id,
    document.spent_on,
    document.sign,
    document.currency,
    document._file,
    document._row,
    coalesce(account.name, listed.name),
    account.type
