-- One row per Salesforce account record, as landed.
-- feeds: account
-- column account_id: Id salesforce_id required
-- column is_deleted: IsDeleted boolean
-- column name: Name text
-- column owner_id: OwnerId salesforce_id
-- column currency: CurrencyIsoCode text
-- column customer_success_manager_id: Customer_Success_Manager__c salesforce_id
-- column created_on: CreatedDate date
select
    account_id,
    name,
    owner_id,
    customer_success_manager_id,
    upper(currency) as currency,
    created_on,
    coalesce(is_deleted, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.salesforce_account
