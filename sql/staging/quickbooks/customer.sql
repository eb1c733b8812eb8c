-- One row per QuickBooks customer, as landed. QuickBooks has no field for another system's id; a mapping may name one.
-- column customer_id: Id text required
-- column is_removed: _fivetran_deleted boolean
-- column account_id: crm_account_id salesforce_id
-- column name: DisplayName|display_name text
-- column currency: CurrencyRef.value|currency_id text
-- column country: BillAddr.Country text
-- column created_on: MetaData.CreateTime|created_at date
-- column parent_account_id: ParentRef.value|parent_customer_id text
select
    customer_id,
    account_id,
    name,
    upper(currency) as currency,
    country,
    created_on,
    parent_account_id,
    coalesce(is_removed, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.quickbooks_customer
