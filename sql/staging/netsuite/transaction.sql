-- One row per NetSuite transaction of any type, as landed: its header.
-- column transaction_id: id text required
-- column is_removed: _fivetran_deleted boolean
-- column is_current: _fivetran_active boolean
-- column number: tranid|transactionnumber text
-- column type: type text required
-- column day: trandate date required
-- column status: status text
-- column due_on: duedate date
-- column closed_on: closedate date
-- column currency_id: currency text
-- column customer_id: entity text
-- column memo: memo text
select
    transaction_id,
    number,
    lower(type) as type,
    day,
    -- One letter, B or CustInvc:B; or what it says to people: Paid In Full, or Invoice : Paid In Full.
    case
        when regexp_full_match(status, '([A-Za-z]+:)?[A-Z]') then right(status, 1)
        else case lower(regexp_replace(status, '^[^:]*: ?', '')) when 'open' then 'A' when 'paid in full' then 'B' when 'pending approval' then 'D' when 'rejected' then 'E' when 'voided' then 'V' end
    end as status,
    due_on,
    closed_on,
    currency_id,
    customer_id,
    memo,
    coalesce(is_removed, false) or not coalesce(is_current, true) as is_deleted,
    attributes,
    _file,
    _row
from raw.netsuite_transaction
