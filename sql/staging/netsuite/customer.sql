-- One row per NetSuite customer, as landed.
-- column customer_id: id text required
-- column is_removed: _fivetran_deleted boolean
-- column is_current: _fivetran_active boolean
-- column account_id: externalid salesforce_id
-- column name: companyname text
-- column other_name: altname text
-- column entity_name: entityid text
-- column owner_id: salesrep text
-- column currency_id: currency text
-- column created_on: datecreated date
-- column parent_account_id: parent text
-- column territory_id: territory text
select
    customer_id,
    account_id,
    coalesce(name, other_name, entity_name) as name,
    owner_id,
    currency_id,
    created_on,
    parent_account_id,
    territory_id,
    coalesce(is_removed, false) or not coalesce(is_current, true) as is_deleted,
    attributes,
    _file,
    _row
from raw.netsuite_customer
