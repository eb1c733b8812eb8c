-- One row per line of a NetSuite transaction, as landed.
-- column transaction_id: transaction text required
-- column line_id: id text required
-- column is_removed: _fivetran_deleted boolean
-- column is_main: mainline boolean required
-- column is_tax: taxline boolean required
-- column is_cost_of_goods: iscogs boolean
-- column amount: foreignamount number
-- column item_id: item text
-- column department_id: department text
select
    transaction_id,
    line_id,
    is_main,
    is_tax,
    coalesce(is_cost_of_goods, false) as is_cost_of_goods,
    -- In major units of the transaction's currency; what is sold is below zero.
    amount,
    item_id,
    department_id,
    coalesce(is_removed, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.netsuite_transaction_line
