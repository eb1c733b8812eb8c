-- One row per account record in our own shape, as landed.
-- feeds: account
-- column account_id: account_id salesforce_id required
-- column name: name text
-- column owner_id: participant|owner text
-- column customer_success_manager_id: customer_success_manager text
-- column currency: currency text
-- column created_on: created_on date
-- column industry: industry text
-- column country: country text
-- column parent_account_id: parent_account_id salesforce_id
-- column territory_id: territory|territory_id text
-- column is_customer: is_customer boolean
-- column is_deleted: is_deleted boolean
select
    account_id,
    name,
    owner_id,
    customer_success_manager_id,
    upper(currency) as currency,
    created_on,
    industry,
    country,
    parent_account_id,
    territory_id,
    is_customer,
    coalesce(is_deleted, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.attain_account
